package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Medians, ratios and their means. */
class CaseResultTest {
  private static final Case CASE = Cases.all().get(0);

  private static Runs runs(String name, boolean ours, double first, double... seconds) {
    Runs runs = new Runs(name, ours);
    if (ours) {
      runs.addFirst(new Told(first, 3, 10, "a"));
    }
    for (double each : seconds) {
      runs.add(new Told(each, 3, 10, "a"));
    }
    return runs;
  }

  private static CaseResult result(double... ours) {
    return new CaseResult(
        CASE,
        List.of(
            runs("ours", true, 4, ours),
            runs("slow", false, 0, 9),
            runs("best", false, 0, 7, 2, 8)));
  }

  @Test
  void ratiosAreOfMediansToTheBestPeer() {
    CaseResult result = result(3, 1, 2);
    Runs ours = result.all().get(0);
    assertEquals("best", result.bestPeer().orElseThrow().name());
    assertEquals(2, ours.median());
    assertEquals(1, ours.least());
    assertEquals(3.5, result.ratio(ours));
    assertEquals(1.75, result.firstRatio(ours));
    assertEquals(
        1.5, new CaseResult(CASE, List.of(runs("ours", true, 1, 1, 2))).all().get(0).median());
  }

  @Test
  void withoutPeersThereIsNoRatio() {
    CaseResult alone = new CaseResult(CASE, List.of(runs("ours", true, 1, 1)));
    assertTrue(alone.bestPeer().isEmpty());
    assertTrue(Double.isNaN(alone.ratio(alone.all().get(0))));
  }

  @Test
  void valuesHaveTheirStandardError() {
    Runs runs = new Runs("x", true);
    for (double value : new double[] {1, 2, 3, 4}) {
      runs.add(new Told(1, 3, value, null));
    }
    assertEquals(2.5, runs.value());
    assertEquals(Math.sqrt(5.0 / 3 / 4), runs.valueError(), 1e-12);
  }

  @Test
  void oursMustAgreeInAllBits() {
    Runs one = runs("one", true, 1, 1);
    Runs other = new Runs("other", true);
    other.add(new Told(1, 3, Math.nextUp(10.0), "a"));
    assertTrue(result(1).oursAgree());
    assertFalse(new CaseResult(CASE, List.of(one, other)).oursAgree());
  }

  @Test
  void theMeanOverCasesIsGeometric() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report =
        new Report(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), Mode.FIT, Map.of("a", "b"));
    report.add(result(0.875)); // 8
    report.add(result(3.5)); // 2
    report.end();
    String last = bytes.toString(StandardCharsets.UTF_8).strip();
    last = last.substring(last.lastIndexOf('\n') + 1);
    assertTrue(last.startsWith("geometric mean"), last);
    assertTrue(last.endsWith("4.00× / 1.75×"), last);
  }
}
