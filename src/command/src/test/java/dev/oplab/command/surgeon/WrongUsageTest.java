package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Ran;
import dev.oplab.testkit.Fixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines that are wrong, and what is said: M stands for a real model.
class WrongUsageTest {
  private static final String MODEL = Fixtures.mobilenet().toString();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          onnx diff M                                         | B is missing
          onnx diff M M M                                     | one word too many
          onnx diff M M --only wieghts                        | Did you mean weights?
          onnx diff M M --onyl weights                        | Did you mean --only?
          onnx diff M M -o x.onnx                             | expected a file name ending in .json
          onnx diff M M --tolerance 1                         | unknown option --tolerance
          onnx text                                           | MODEL is missing
          onnx text M --nodes 5-3                             | --nodes: expected places of nodes such as 10-19
          onnx text M --nodes a                               | --nodes: expected places
          onnx text M --elements -1                           | --elements: expected a whole number from 0 up
          onnx text M --table x                               | unknown option --table
          onnx save M                                         | -o OUT is missing
          onnx save M -o x.onnx --inside --external           | --inside and --external exclude each other
          onnx save M -o x.onnx --threshold 4k                | --threshold needs --external
          onnx save M -o x.onnx --shard-size 1G               | --shard-size needs --external
          onnx save M -o x.onnx --external --shard-size 0     | --shard-size: expected a size of 1 byte or more
          onnx save M -o x.onnx --external --alignment x      | --alignment: expected a size
          onnx save M -o x.onnx --opset 0                     | --opset: expected N or DOMAIN=N
          onnx save M -o x.onnx --opset =3                    | --opset: expected N or DOMAIN=N
          onnx save M -o x.onnx --opset 13 --opset ai.onnx=14 | names a domain again
          onnx save M -o x.onnx --ir-version 0                | --ir-version: expected a whole number from 1 up
          onnx save M -o x.onnx --metadata stage              | --metadata: expected KEY=VALUE
          onnx save M -o x.onnx --metadata a=1 --metadata a=2 | 'a' is given twice
          surgeon extract M                                   | --inputs TENSOR... is missing
          surgeon extract M --inputs input0                   | --outputs TENSOR... is missing
          surgeon extract M --inputs --outputs output0        | --inputs needs a value TENSOR
          surgeon extract M --inputs input0 --outputs ''      | expected the name of a tensor
          surgeon extract --inputs input0 --outputs output0   | MODEL is missing
          surgeon cleanup                                     | MODEL is missing
          surgeon cleanup M --external                        | --external says how the model is written
          surgeon cleanup M --no-inputs                       | unknown option --no-inputs
          surgeon cleanup M x                                 | one word too many
          surgeon cleanup M --json --csv                      | --json and --csv exclude each other
          surgeon cleanup M --as m                            | only a notebook has
          surgeon sort M --inside                             | --inside says how the model is written
          surgeon sort M -o                                   | --output needs a value OUT
          surgeon sort M -o a.onnx -o b.onnx                  | --output is given twice
          surgeon sort M --rows x                             | --rows: expected a whole number
          surgeon sort                                        | MODEL is missing
          surgeon rename M                                    | expected one of --map, --prefix and --regex, found none
          surgeon rename M --prefix a --regex s/a/b/          | found 2 of them
          surgeon rename M --regex a                          | --regex: expected s/PATTERN/REPLACEMENT/
          surgeon rename M --regex s/(/x/                     | is no regular expression
          surgeon rename M --regex s/a/\\1/                   | asks for group 1
          surgeon rename M --map input0                       | --map: expected OLD=NEW
          surgeon rename M --map a=b --map a=c                | 'a' is given twice
          surgeon replace M --inputs x --outputs y            | --op TYPE is missing
          surgeon replace M --outputs y --op Relu             | --inputs TENSOR... is missing
          surgeon replace M --inputs input0 --outputs output0 --op Clpi | Did you mean Clip?
          surgeon replace M --inputs input0 --outputs output0 --op Clip --attr min | --attr: expected NAME=VALUE
          surgeon replace M --inputs input0 --outputs output0 --op Clip --attr min=x | 'min' is a number in ONNX, found 'x'
          surgeon insert M --op Relu                          | expected one of --after, --before and --node, found none
          surgeon insert M --after a --before b --op Relu     | found 2 of them
          surgeon insert M --after input0 --input 1 --op Relu | --input needs --node
          surgeon insert M --after input0 --op Cast --attr to=flaot | 'to' is a data type in ONNX
          surgeon insert M --after input0 --op If --attr then_branch=x | a graph or type, which cannot be typed here
          surgeon insert M --after input0 --op Softmax --attr axis=0.5 | 'axis' is a whole number in ONNX
          surgeon insert M --after input0 --op Softmax --attr axis=[1,2] | 'axis' is a whole number in ONNX
          surgeon insert M --after input0 --op Softmax --attr axis=1 axis=2 | 'axis' is given twice
          surgeon insert M --after input0 --op Add --const x  | --const: expected a number
          surgeon insert M --after input0 --op Clip --const 0.0 --attr min=0 | takes 'min' as input 1, and that is given already
          surgeon remove M                                    | name a NODE, or an operator with --op
          surgeon remove M a --input -1                       | --input: expected a whole number from 0 up
          surgeon remove M a --input x                        | --input: expected a whole number
          surgeon remove                                      | MODEL is missing
          surgeon remove M a --force                          | unknown option --force
          surgeon set-shape M                                 | name a TENSOR with its type or shape
          surgeon set-shape M input0                          | expected for TENSOR NAME:TYPE[SHAPE]
          surgeon set-shape M input0:floof                    | expected for TENSOR NAME:TYPE[SHAPE]
          surgeon set-shape M --batch 8                       | --batch: expected a name such as N
          surgeon set-shape M --batch                         | --batch needs a value NAME
          surgeon merge M                                     | B is missing
          surgeon merge M M --map a                           | --map: expected OUT=IN
          surgeon merge M M --map a=b c=b                     | 'b' is fed twice
          surgeon merge M M M                                 | one word too many
          surgeon merge M M --prefix                          | --prefix needs a value TEXT
          surgeon run M                                       | PASS is missing: remove-identity
          surgeon run M fold-batchnrom                        | Did you mean fold-batchnorm?
          surgeon run M remove-identity --rounds 0            | --rounds: expected a whole number from 1 up
          surgeon run M remove-identity --dry-run -o x.onnx   | --dry-run and -o exclude each other
          surgeon run                                         | MODEL is missing
          surgeon passes M M                                  | one word too many
          surgeon pases                                       | Did you mean passes?
          """)
  void wrongUsageIsStatusTwoAndNamesWhatIsWrong(String line, String said) {
    Object[] words =
        java.util.Arrays.stream(line.split(" +"))
            .map(word -> word.equals("M") ? MODEL : word.equals("''") ? "" : word)
            .toArray();
    Ran ran = oplab(words);
    assertThat(ran.err()).contains(said).contains("\nFix: see 'oplab ");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          onnx save M -o no/such/folder/x.onnx                       | there is no folder
          onnx save M -o x.onnx --external=sub/x.bin                 | the data file must be in the model's own folder
          onnx save none.onnx -o x.onnx                              | There is no such file
          onnx diff M none.onnx                                      | There is no such file
          onnx text M --graph nope                                   | there is no graph 'nope'
          surgeon extract M --inputs inpt0 --outputs output0         | did you mean 'input0'?
          surgeon extract M --inputs input0:float32[1,,2] --outputs output0 | a dimension is missing between the commas
          surgeon insert M --after inptu0 --op Relu                  | did you mean 'input0'?
          surgeon insert M --before input0 --op Relu                 | Fix: use --after.
          surgeon insert M --node Identity_0 --input 3 --op Relu     | Fix: count its inputs from 0.
          surgeon insert M --after input0 --op Relu --graph nope     | there is no graph 'nope'
          surgeon remove M Identity_0 --input 3                      | Fix: count its inputs from 0.
          surgeon replace M --inputs output0 --outputs input0 --op Relu | Fix:
          surgeon set-shape M inptu0:[1]                             | did you mean 'input0'?
          surgeon merge M M --map output0=inptu0                     | did you mean 'input0'?
          surgeon rename M --map inptu0=x                            | did you mean 'input0'?
          """)
  void workThatCannotBeDoneIsStatusOneAndSaysHowToMendIt(String line, String said) {
    Object[] words =
        java.util.Arrays.stream(line.split(" +"))
            .map(word -> word.equals("M") ? MODEL : word)
            .toArray();
    Ran ran = oplab(words);
    assertThat(ran.err()).contains(said).contains("Fix: ");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
  }
}
