package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/// Which group of bars, an operator type mostly, has which colour: the most expensive types have
/// one each, the others share one.
final class Groups {
  private final List<String> named = new ArrayList<>();

  Groups(EngineProfile profile) {
    List<TypeTotal> totals = TypeTotal.of(profile);
    boolean fits = totals.size() <= ChartStyle.PALETTE.size();
    int count = fits ? totals.size() : ChartStyle.PALETTE.size();
    totals.stream().limit(count).forEach(total -> named.add(total.type()));
  }

  /// Groups that have a colour each, in the order of the palette.
  Groups(List<String> names) {
    named.addAll(names);
  }

  Color color(String type) {
    int place = named.indexOf(type);
    return place < 0 ? ChartStyle.OTHERS : ChartStyle.PALETTE.get(place);
  }

  /// {@return what the legend calls a type}
  String name(String type) {
    return named.contains(type) ? Visible.of(type) : "others";
  }
}
