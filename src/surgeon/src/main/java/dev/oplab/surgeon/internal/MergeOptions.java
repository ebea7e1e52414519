package dev.oplab.surgeon.internal;

/// How two models are merged: see [dev.oplab.surgeon.Merge]. Immutable.
public record MergeOptions(
    String firstPrefix,
    String secondPrefix,
    boolean everyName,
    boolean keepConnected,
    boolean refuseClashes,
    boolean highestOpset) {}
