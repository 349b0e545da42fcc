package io.github.kmeans4j.core.internal.lloyd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.StopReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that end a fit, in their order, on steps that are made up. */
class CourseTest {
  private static final Logger LOG = LoggerFactory.getLogger(CourseTest.class);
  private static final Duration AT_ONCE = Duration.ofNanos(1);

  /** Steps that move their centroid by 1 and end, or do not, as they are told. */
  private static final class Made implements Steps<IOException> {
    private boolean fixed;
    private @Nullable StopReason own;
    private @Nullable StopReason end;
    private int made;
    private int advanced;

    @Override
    public Step next() throws IOException {
      if (made == 10) {
        throw new IOException("no more");
      }
      double[][] before = {{made}};
      double[][] after = {{++made}};
      return new Step(7, 3, 1, fixed, () -> before, () -> after, () -> new int[] {0}, 5.0 * made);
    }

    @Override
    public @Nullable StopReason advance() {
      advanced++;
      return own;
    }

    @Override
    public @Nullable StopReason end() {
      return end;
    }
  }

  private static Course stopped(@Nullable Duration budget) {
    return new Course(LOG, progress -> FitListener.Action.STOP, budget);
  }

  @Test
  void rulesAreAskedInOrder() throws IOException {
    Made steps = new Made();
    steps.fixed = true;
    steps.own = StopReason.SETTLED;
    steps.end = StopReason.SETTLED;
    assertEquals(StopReason.CONVERGED, stopped(AT_ONCE).follow(steps, 2, 1));
    assertEquals(0, steps.advanced, "a fixed point has nothing to make current");
    steps.fixed = false;
    assertEquals(StopReason.TOLERANCE, stopped(AT_ONCE).follow(steps, 1, 1));
    assertEquals(StopReason.SETTLED, stopped(AT_ONCE).follow(steps, 0.9, 1));
    steps.own = null;
    assertEquals(StopReason.MAX_ITERATIONS, stopped(AT_ONCE).follow(steps, 0, 1));
    assertEquals(StopReason.STOPPED_BY_LISTENER, stopped(AT_ONCE).follow(steps, 0, 2));
    Course hasty = new Course(LOG, null, AT_ONCE);
    assertEquals(StopReason.TIME_BUDGET, hasty.follow(steps, 0, 2));
    Course free = new Course(LOG, null, null);
    assertEquals(StopReason.SETTLED, free.follow(steps, 0, 2));
    assertEquals(6, steps.advanced);
  }

  @Test
  void onlyListenerAndBudgetEndTheWholeFit() throws IOException {
    Course free = new Course(LOG, null, null);
    free.follow(new Made(), 0, 3);
    assertNull(free.endOfTheFit());
    for (Duration budget : new Duration[] {null, AT_ONCE}) {
      Course course = stopped(budget);
      course.follow(new Made(), 0, 3);
      assertEquals(StopReason.STOPPED_BY_LISTENER, course.endOfTheFit());
    }
  }

  @Test
  void theWholeFitEndsWhereItsRunEndsByItself() throws IOException {
    for (int rule = 0; rule < 4; rule++) {
      Made steps = new Made();
      steps.fixed = rule == 0;
      steps.own = rule == 1 ? StopReason.SETTLED : null;
      Course told = stopped(null);
      told.follow(steps, rule == 2 ? 1 : 0, 1);
      assertEquals(StopReason.STOPPED_BY_LISTENER, told.endOfTheFit(), "rule " + rule);
      Course hasty = new Course(LOG, null, AT_ONCE);
      hasty.follow(steps, rule == 2 ? 1 : 0, 1);
      assertEquals(StopReason.TIME_BUDGET, hasty.endOfTheFit(), "rule " + rule);
    }
  }

  @Test
  void runsCountAnewAndLongOnesAreNotRemembered() throws IOException {
    List<Iteration> told = new ArrayList<>();
    Course course =
        new Course(
            LOG,
            progress -> {
              told.add(progress.iteration());
              assertEquals(told.size() * 5.0, progress.distances());
              assertEquals(told.size() - 1, progress.centroids().get(0, 0));
              assertEquals(told.size(), progress.updatedCentroids().get(0, 0));
              return FitListener.Action.CONTINUE;
            },
            null);
    Made steps = new Made();
    course.follow(steps, 0, 2);
    List<Iteration> first = course.history();
    course.beginRun();
    course.follow(steps, 0, 3);
    assertEquals(told.subList(0, 2), first);
    assertEquals(told.subList(2, 5), course.history());
    assertEquals(List.of(1, 2, 1, 2, 3), told.stream().map(Iteration::number).toList());
    course.beginLongRun();
    course.follow(steps, 0, 4);
    assertEquals(List.of(), course.history());
    assertEquals(4, course.iterations());
  }

  @Test
  void whatReadingThrowsReachesTheCaller() {
    Course course = new Course(LOG, null, null);
    IOException e =
        assertThrows(IOException.class, () -> course.follow(new Made(), 0, Long.MAX_VALUE));
    assertEquals("no more", e.getMessage());
    assertEquals(10, course.iterations());
    Course silent = new Course(LOG, progress -> null, null);
    assertEquals(
        "listener must return an action, but returns null",
        assertThrows(IllegalArgumentException.class, () -> silent.follow(new Made(), 0, 5))
            .getMessage());
    IllegalStateException own = new IllegalStateException("no");
    Course watched =
        new Course(
            LOG,
            progress -> {
              throw own;
            },
            null);
    assertSame(
        own, assertThrows(IllegalStateException.class, () -> watched.follow(new Made(), 0, 5)));
  }
}
