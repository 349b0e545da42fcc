package io.github.kmeans4j.bench.shapes;

import java.util.ArrayList;
import java.util.List;

/** The table of cases. A name tells kind and columns, and after the dash the clusters. */
final class Cases {
  private static final int PIXELS = 546_560;
  private static final int PATCHES = 504_000;
  private static final int MNIST = 60_000;

  /** More than any of the fits to the fixed point takes. */
  private static final int NO_CAP = 1_000;

  private static final List<Case> ALL = table();

  private Cases() {}

  static List<Case> all() {
    return ALL;
  }

  /**
   * Chooses cases.
   *
   * @param names of those to take, in their order; if empty, a group
   * @param group to take
   * @param quick whether to take only the few that stand for all
   * @throws IllegalArgumentException if a name is unknown
   */
  static List<Case> choose(List<String> names, Group group, boolean quick) {
    if (names.isEmpty()) {
      return ALL.stream().filter(c -> c.group() == group && (c.quick() || !quick)).toList();
    }
    List<Case> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          ALL.stream()
              .filter(c -> c.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no case " + name + "; --list names them all")));
    }
    return chosen;
  }

  private static List<Case> table() {
    Builder table = new Builder();
    table.group = Group.TUNED;
    table.seed = 1;
    table.add("pixels-16", DataKind.PIXELS, PIXELS, 3, 0, 16, 200);
    table.quick("pixels-64", DataKind.PIXELS, PIXELS, 3, 0, 64, 200);
    table.add("pixels-256", DataKind.PIXELS, PIXELS, 3, 0, 256, 300);
    table.add("blobs1-16", DataKind.BLOBS, 1_000_000, 1, 20, 16, 50);
    table.add("blobs2-8", DataKind.BLOBS, 1_000_000, 2, 50, 8, 50);
    table.quick("blobs2-100", DataKind.BLOBS, 1_000_000, 2, 50, 100, 50);
    table.add("blobs2-1000", DataKind.BLOBS, 1_000_000, 2, 500, 1000, 20);
    table.add("blobs3-64", DataKind.BLOBS, 4_000_000, 3, 100, 64, 50);
    table.quick("blobs8-40", DataKind.BLOBS, 500_000, 8, 40, 40, 50);
    table.add("blobs16-16", DataKind.BLOBS, 1_000_000, 16, 100, 16, 50);
    table.add("blobs16-100", DataKind.BLOBS, 1_000_000, 16, 100, 100, 50);
    table.add("blobs32-64", DataKind.BLOBS, 500_000, 32, 100, 64, 30);
    table.add("blobs32-5000", DataKind.BLOBS, 50_000, 32, 5000, 5000, 7);
    table.add("uniform3-100", DataKind.UNIFORM, 500_000, 3, 0, 100, 50);
    table.add("uniform8-100", DataKind.UNIFORM, 500_000, 8, 0, 100, 30);
    table.add("patches-64", DataKind.PATCHES, PATCHES, 64, 0, 64, 30);
    table.add("patches-256", DataKind.PATCHES, PATCHES, 64, 0, 256, 30);
    table.add("mixture64-256", DataKind.MIXTURE, 200_000, 64, 500, 256, 30);
    table.add("mixture100-1000", DataKind.MIXTURE, 200_000, 100, 1000, 1000, 30);
    table.add("mixture384-300", DataKind.MIXTURE, 100_000, 384, 500, 300, 30);
    table.add("mixture768-300", DataKind.MIXTURE, 100_000, 768, 500, 300, 30);
    table.add("mixture768-1000", DataKind.MIXTURE, 100_000, 768, 500, 1000, 30);
    table.add("mixture768-4096", DataKind.MIXTURE, 100_000, 768, 500, 4096, 10);
    table.quick("flat100-100", DataKind.FLAT, 341_479, 100, 0, 100, 30);
    table.add("flat100-1000", DataKind.FLAT, 341_479, 100, 0, 1000, 30);
    for (int k : new int[] {10, 64, 256}) {
      table.add("mnist-bytes-" + k, DataKind.MNIST_BYTES, MNIST, 784, 0, k, NO_CAP);
      table.add("mnist-floats-" + k, DataKind.MNIST_FLOATS, MNIST, 784, 0, k, NO_CAP);
    }
    table.markQuick("mnist-bytes-64");
    table.markQuick("mixture768-300");

    table.group = Group.HELD_OUT;
    table.seed = 7_001;
    table.add("pixels-100", DataKind.PIXELS, PIXELS, 3, 0, 100, 150);
    table.add("blobs1-40", DataKind.BLOBS, 700_000, 1, 60, 40, 60);
    table.quick("blobs2-50", DataKind.BLOBS, 1_500_000, 2, 30, 50, 60);
    table.add("blobs4-32", DataKind.BLOBS, 2_000_000, 4, 64, 32, 40);
    table.add("blobs6-200", DataKind.BLOBS, 700_000, 6, 150, 200, 40);
    table.quick("blobs12-24", DataKind.BLOBS, 800_000, 12, 30, 24, 40);
    table.add("blobs24-150", DataKind.BLOBS, 300_000, 24, 200, 150, 40);
    table.add("uniform2-300", DataKind.UNIFORM, 400_000, 2, 0, 300, 60);
    table.add("uniform5-64", DataKind.UNIFORM, 600_000, 5, 0, 64, 40);
    table.quick("patches-100", DataKind.PATCHES, 300_000, 64, 0, 100, 40);
    table.add("mixture128-500", DataKind.MIXTURE, 150_000, 128, 300, 500, 25);
    table.add("mixture512-700", DataKind.MIXTURE, 80_000, 512, 900, 700, 25);
    table.add("mixture1024-2000", DataKind.MIXTURE, 60_000, 1024, 400, 2000, 12);
    table.quick("flat50-300", DataKind.FLAT, 250_000, 50, 0, 300, 25);
    table.add("flat200-200", DataKind.FLAT, 150_000, 200, 0, 200, 25);
    table.add("mnist-floats-100", DataKind.MNIST_FLOATS, 50_000, 784, 0, 100, NO_CAP);

    table.group = Group.SMALL;
    table.seed = 1;
    table.quick("small2-2", DataKind.BLOBS, 20, 2, 2, 2, 300);
    table.add("small4-5", DataKind.BLOBS, 1_000, 4, 5, 5, 300);
    table.quick("small20-10", DataKind.BLOBS, 1_000, 20, 10, 10, 300);
    table.add("small8-8", DataKind.BLOBS, 5_000, 8, 8, 8, 300);
    return List.copyOf(table.cases);
  }

  private static final class Builder {
    private final List<Case> cases = new ArrayList<>();
    private Group group = Group.TUNED;
    private long seed;

    void add(String name, DataKind kind, int rows, int columns, int parts, int k, int passes) {
      DataSet data = new DataSet(kind, rows, columns, parts, seed);
      cases.add(new Case(name, group, false, data, k, passes));
    }

    void quick(String name, DataKind kind, int rows, int columns, int parts, int k, int passes) {
      add(name, kind, rows, columns, parts, k, passes);
      markQuick(name);
    }

    void markQuick(String name) {
      cases.replaceAll(
          c ->
              c.name().equals(name)
                  ? new Case(name, c.group(), true, c.data(), c.k(), c.passes())
                  : c);
    }
  }
}
