package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Surgeon;
import java.lang.management.ManagementFactory;
import java.util.AbstractSequentialList;
import java.util.List;
import java.util.ListIterator;
import org.junit.jupiter.api.Test;

/// Only what is shown is looked at, so that an object of any size prints at once.
class ViewCapsTest {
  private static final int SMALL = 300;
  private static final int BIG = 100_000;

  /// A list that lets nobody further in than a view shows.
  private static final class Guarded extends AbstractSequentialList<Node> {
    private static final int REACH = 40;
    private final Node node = Samples.network().node("conv");

    @Override
    public int size() {
      return 1_000_000;
    }

    @Override
    public Node get(int index) {
      throw new AssertionError("a view must not jump to " + index);
    }

    @Override
    public ListIterator<Node> listIterator(int start) {
      ListIterator<Node> ends = List.of(node).listIterator();
      return new ListIterator<>() {
        private int at = start;

        private Node taken(int place) {
          assertThat(place)
              .satisfiesAnyOf(
                  p -> assertThat(p).isLessThan(REACH),
                  p -> assertThat(p).isGreaterThanOrEqualTo(size() - REACH));
          return node;
        }

        @Override
        public boolean hasNext() {
          return at < size();
        }

        @Override
        public Node next() {
          return taken(at++);
        }

        @Override
        public boolean hasPrevious() {
          return at > 0;
        }

        @Override
        public Node previous() {
          return taken(--at);
        }

        @Override
        public int nextIndex() {
          return at;
        }

        @Override
        public int previousIndex() {
          return at - 1;
        }

        @Override
        public void remove() {
          ends.remove();
        }

        @Override
        public void set(Node node) {
          ends.set(node);
        }

        @Override
        public void add(Node node) {
          ends.add(node);
        }
      };
    }
  }

  @Test
  void ofALongListTheEndsAloneAreWalked() {
    assertThat(Printables.view(new Guarded()).toText())
        .contains(
            "1,000,000 nodes", "40 of 1,000,000 rows: the first 30 and the last 10", "999999");
  }

  @Test
  void aGraphTakesTheSameMemoryWhateverItsSize() {
    Surgeon small = chain(SMALL);
    Surgeon big = chain(BIG);
    for (int i = 0; i < 3; i++) {
      allocatedFor(small.graph()); // classes are loaded once
      allocatedFor(small.tensor("hub"));
    }
    assertThat(allocatedFor(big.graph())).isLessThan(2 * allocatedFor(small.graph()));
    assertThat(allocatedFor(big)).isLessThan(2 * allocatedFor(small));
    assertThat(allocatedFor(big.tensor("hub"))).isLessThan(2 * allocatedFor(small.tensor("hub")));
    assertThat(Printables.view(big.graph()).toText())
        .contains("100,000 nodes", "… 99,960 more nodes …", "99999");
  }

  @Test
  void ofAHugeTensorTheFirstElementsAreDescribed() {
    float[] values = new float[(1 << 21) + 5];
    values[values.length - 1] = 7;
    Tensor tensor = Tensor.of("huge", values, values.length);
    assertThat(Printables.view(tensor).toText())
        .contains(
            "of the first 2,097,152 of 2,097,157 elements",
            "[  0,   0,   0,   0, …,   0,   0,   0, 7.0]")
        .contains("100.0%");
  }

  private static Surgeon chain(int length) {
    Surgeon g = Surgeon.create(17);
    Graph graph = g.graph();
    Value hub = g.input("hub", DataType.FLOAT, 1);
    Value at = hub;
    for (int i = 0; i < length; i++) {
      Value weight = graph.addInitializer(Tensor.of("w" + i, new float[] {i}, 1));
      at = graph.addNode("Sum", at, hub, weight).output();
    }
    g.outputs(at);
    return g;
  }

  private static long allocatedFor(Object value) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(Printables.view(value).render().data()).hasSize(2);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
