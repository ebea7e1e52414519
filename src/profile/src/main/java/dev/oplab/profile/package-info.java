/// Where the time of a network goes, layer by layer, as plain records; no native code.
///
/// May depend on: `dev.oplab.onnx`, jackson-jr.
///
/// Start with [dev.oplab.profile.EngineProfile]; [dev.oplab.profile.ProfileIo] keeps one in a file:
///
/// ```java
/// EngineProfile profile = ProfileIo.read(Path.of("resnet50.profile.json"));
/// System.out.println(profile.layerSum() + " ms in " + profile.layers().size() + " layers");
/// ```
@NullMarked
package dev.oplab.profile;

import org.jspecify.annotations.NullMarked;
