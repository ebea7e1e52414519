package dev.oplab.ort.compare;

/// The smallest tolerances with which a comparison would pass; infinite where none would, as for NaN
/// beside a number. For whole numbers, `absolute` is what [Tolerance#whole()] would have to be.
/// Immutable.
///
/// @param absolute beside the relative tolerance that was given
/// @param relative beside the absolute tolerance that was given
/// @param absoluteAlone with a relative tolerance of 0
/// @param relativeAlone with an absolute tolerance of 0
public record NeededTolerance(
    double absolute, double relative, double absoluteAlone, double relativeAlone) {}
