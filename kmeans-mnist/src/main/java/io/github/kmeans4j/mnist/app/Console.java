package io.github.kmeans4j.mnist.app;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Tells the story on the console: headings, sentences, tables and, on a terminal, progress. */
final class Console {
  private final PrintWriter out;
  private final boolean terminal;

  /**
   * Writes to a stream.
   *
   * @param terminal whether a person watches, so that progress bars make sense
   */
  Console(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void heading(String title) {
    out.println();
    out.println(title);
    out.println("─".repeat(title.length()));
    out.flush();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints a table: the first column flush left, numbers flush right. */
  void table(List<String> header, List<List<String>> rows) {
    List<ColumnData<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      HorizontalAlign align = i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns.add(
          new Column()
              .header(header.get(i))
              .headerAlign(align)
              .dataAlign(align)
              .with(row -> row.get(column)));
    }
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
            .lineSeparator(System.lineSeparator())
            .data(rows, columns)
            .asString());
    out.flush();
  }

  /**
   * Begins to show progress.
   *
   * @param steps how many there will be, or −1 if nobody knows
   */
  Progress progress(String task, long steps) {
    return terminal ? Progress.bar(task, steps, System.err::print) : Progress.none();
  }
}
