package dev.oplab.report;

/// What goes wrong when a picture is drawn or a report is written: the message says what happened,
/// what was found, and ends with a `Fix:` line.
public class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
