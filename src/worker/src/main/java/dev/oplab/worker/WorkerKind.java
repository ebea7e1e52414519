package dev.oplab.worker;

import dev.oplab.worker.internal.ClassPaths;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What makes a worker process: a name, a class path and flags for its JVM. Immutable; two callers
/// with equal kinds share one process.
///
/// @param name as a person reads it in messages: `onnxruntime`
/// @param classPath what the process loads classes from
/// @param jvmFlags added to the flags every worker gets
/// @param environment variables that its process has beside those of this one
/// @param firstJob a job that the process runs without arguments as soon as it is up, so that what
///   it loads is there before the first call; its result and its failure are nobody's concern
public record WorkerKind(
    String name,
    List<Path> classPath,
    List<String> jvmFlags,
    Map<String, String> environment,
    Optional<String> firstJob) {

  public WorkerKind {
    classPath = List.copyOf(classPath);
    jvmFlags = List.copyOf(jvmFlags);
    environment = Map.copyOf(environment);
  }

  /// {@return a worker on the class path of this process, which holds at least `needed`}
  ///
  /// The system property `oplab.worker.classpath` comes first; then this JVM's own class path, if
  /// it has all of `needed`; then, as in a notebook kernel, whatever class loaders `needed` came
  /// from.
  public static WorkerKind of(String name, Class<?>... needed) {
    return new WorkerKind(name, ClassPaths.holding(needed), List.of(), Map.of(), Optional.empty());
  }

  /// {@return this kind with more flags for its JVM}
  public WorkerKind withJvmFlags(String... flags) {
    List<String> all = Stream.concat(jvmFlags.stream(), Arrays.stream(flags)).toList();
    return new WorkerKind(name, classPath, all, environment, firstJob);
  }

  /// {@return this kind, running `job` as soon as it is up}
  public WorkerKind startingWith(String job) {
    return new WorkerKind(name, classPath, jvmFlags, environment, Optional.of(job));
  }

  /// {@return this kind with one more environment variable}
  public WorkerKind withEnvironment(String variable, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(variable, value);
    return new WorkerKind(name, classPath, jvmFlags, all, firstJob);
  }
}
