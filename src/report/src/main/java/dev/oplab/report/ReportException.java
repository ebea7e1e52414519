package dev.oplab.report;

/// What goes wrong when a picture is drawn, a report is written or a column is read: the message
/// says what happened, what was found, and ends with a `Fix:` line.
public class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReportException(String message) {
    super(message);
  }

  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
