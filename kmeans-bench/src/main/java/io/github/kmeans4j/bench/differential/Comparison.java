package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Clustering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Fits a problem by the library, and compares each iteration with the plain definition. */
final class Comparison {
  /** Far below where squares, times weights and columns, overflow. */
  private static final double SAFE = 1e300;

  private final Problem problem;
  private final LibraryFit fit;
  private final List<Mismatch> mismatches = new ArrayList<>();

  private Comparison(Problem problem, LibraryFit fit) {
    this.problem = problem;
    this.fit = fit;
  }

  /** Fits and compares: one in four in another order of the rows too, as is every cosine. */
  static Verdict of(Problem problem) {
    boolean permuted = problem.seed % 4 == 0 || !PlainLloyd.knows(problem.setup.metric());
    return of(problem, LibraryFit.of(problem, problem.setup.threads()), permuted);
  }

  /**
   * Compares.
   *
   * @param fit what the library made of the problem
   * @param permuted whether the rows are also fitted in another order
   */
  static Verdict of(Problem problem, LibraryFit fit, boolean permuted) {
    return new Comparison(problem, fit).verdict(permuted);
  }

  private Verdict verdict(boolean permuted) {
    if (fit.failure != null) {
      return failed(fit.failure);
    }
    Clustering clustering = fit.clustering;
    if (clustering == null) {
      throw new AssertionError("a fit ends or fails");
    }
    int relocated = 0;
    if (PlainLloyd.knows(problem.setup.metric())) {
      Course course = PlainLloyd.run(problem, fit::hasMoved);
      relocated = course.passes.stream().mapToInt(pass -> pass.relocated).sum();
      compare(course, clustering);
    }
    checkItself(clustering);
    if (permuted) {
      new Permutation(problem, fit).check().ifPresent(mismatches::add);
    }
    if (problem.seed % 4 == 1) {
      new SeededFit(problem).check().ifPresent(mismatches::add);
    }
    return new Verdict(false, relocated, List.copyOf(mismatches));
  }

  private Verdict failed(Throwable failure) {
    String message = failure + " after " + fit.labels.size() + " iterations";
    if (!(failure instanceof IllegalArgumentException)) {
      return Verdict.of(new Mismatch("exception", message));
    }
    if (!fit.labels.isEmpty()) {
      return Verdict.of(new Mismatch("refused late", message));
    }
    boolean isRight = couldOverflow() || hasRowOfZeros();
    return isRight
        ? new Verdict(true, 0, List.of())
        : Verdict.of(new Mismatch("refused without need", message));
  }

  private boolean couldOverflow() {
    double largest = 1;
    for (double[][] all : List.of(problem.rows, problem.start)) {
      for (double[] row : all) {
        for (double value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    double weight = problem.n();
    for (int i = 0; i < problem.n(); i++) {
      weight += problem.weight(i);
    }
    return !(weight * problem.d() * largest * largest < SAFE);
  }

  /** Which have no direction. */
  private boolean hasRowOfZeros() {
    return problem.setup.metric() == Metric.COSINE
        && (Arrays.stream(problem.rows).anyMatch(Comparison::isZero)
            || Arrays.stream(problem.start).anyMatch(Comparison::isZero));
  }

  private static boolean isZero(double[] row) {
    return Arrays.stream(row).allMatch(value -> value == 0);
  }

  /** Stops at the first difference that all later ones may follow from. */
  private void compare(Course course, Clustering clustering) {
    for (int t = 1; t <= course.passes.size() && t <= fit.labels.size(); t++) {
      if (!compare(t, course.passes.get(t - 1), clustering)) {
        return;
      }
    }
    if (course.passes.size() != clustering.iterations()) {
      add("iterations", clustering.iterations(), course.passes.size());
      return;
    }
    if (course.reason != clustering.stopReason()) {
      add("stop reason", clustering.stopReason(), course.reason);
    }
    if (!areEqual("final centroids", clustering.centroids(), course.centroids)) {
      return;
    }
    if (areEqual("final labels", clustering.labels(), course.labels)
        && !isInertia(clustering.inertia(), course.inertia)) {
      add(kind("final inertia", clustering.inertia()), clustering.inertia(), course.inertia);
    }
  }

  private boolean compare(int t, Course.Pass pass, Clustering clustering) {
    String at = "iteration " + t + ": ";
    double inertia = clustering.history().get(t - 1).inertia();
    double shift = clustering.history().get(t - 1).centroidShift();
    int moved = clustering.history().get(t - 1).rowsMoved();
    if (!areEqual("labels", at, fit.labels.get(t - 1), pass.labels)) {
      return false;
    }
    if (!isInertia(inertia, pass.inertia)) {
      add(kind("history inertia", inertia), at + inertia, pass.inertia);
    }
    if (moved != pass.moved) {
      add("rows moved", at + moved, pass.moved);
    }
    String which = pass.relocated > 0 ? "relocated centroids" : "updated centroids";
    if (!areEqual(which, at, fit.updated.get(t - 1), pass.updated)) {
      return false;
    }
    if (!Tolerance.agreeAsShifts(shift, pass.shift, problem)) {
      add("centroid shift", at + shift, pass.shift);
    }
    return true;
  }

  /** What overflows must have been refused, so an infinite inertia is never right. */
  private boolean isInertia(double is, double expected) {
    return Double.isFinite(expected) && Tolerance.agree(is, expected, problem);
  }

  private static String kind(String name, double value) {
    return Double.isFinite(value) ? name : name + " not finite";
  }

  /** What must hold of any answer. */
  private void checkItself(Clustering clustering) {
    int[] labels = clustering.labels();
    int[] sizes = new int[problem.k()];
    for (int label : labels) {
      sizes[label]++;
    }
    areEqual("sizes", clustering.sizes(), sizes);
    areEqual("predicted labels", clustering.predict(fit.points), labels);
    clustering.history().stream()
        .filter(iteration -> !Double.isFinite(iteration.inertia()))
        .findFirst()
        .ifPresent(iteration -> add("history inertia not finite", iteration, "a number"));
  }

  private boolean areEqual(String kind, int[] is, int[] expected) {
    return areEqual(kind, "", is, expected);
  }

  private boolean areEqual(String kind, String at, int[] is, int[] expected) {
    int i = Arrays.mismatch(is, expected);
    if (i >= 0) {
      add(kind, at + "number " + i + " of " + is.length + " is " + is[i], expected[i]);
    }
    return i < 0;
  }

  private boolean areEqual(String kind, DMatrixRMaj is, double[][] expected) {
    return areEqual(kind, "", is, expected);
  }

  /** As numbers: −0 is 0. */
  private boolean areEqual(String kind, String at, DMatrixRMaj is, double[][] expected) {
    for (int j = 0; j < expected.length; j++) {
      for (int c = 0; c < expected[j].length; c++) {
        double value = is.unsafe_get(j, c);
        if (value != expected[j][c]) {
          add(kind, at + "cluster " + j + ", column " + c + " is " + value, expected[j][c]);
          return false;
        }
      }
    }
    return true;
  }

  private void add(String kind, Object is, Object expected) {
    if (mismatches.stream().noneMatch(mismatch -> mismatch.kind().equals(kind))) {
      mismatches.add(new Mismatch(kind, is + ", should be " + expected));
    }
  }
}
