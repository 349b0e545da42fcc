package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds, for each range of a layer, the best range of the neighboring layer to come from.
 *
 * <pre>
 * Divide and conquer: costs of segments satisfy the quadrangle inequality, so that the best one to come from never
 * goes back from one range to the next (Grønlund et al. 2017, arXiv:1701.07204, section 2.2). That of the
 * middle range halves the search for the others. Which ranges are middles depends on the layer alone, so the
 * threads change no bit.
 * A middle may be off by the relative rounding error ε of a total; then a range beside it, for which a better one is
 * cut off, loses at most ε times the middle's total. That matters only where the middle costs far more than
 * the range. So a middle that costs more than any solution does cuts nothing off for the cheaper ranges; for the
 * dearer ones it rules out all that fit it, since with them those cost more still.
 * </pre>
 */
final class LayerSearch {
  /** Below so many ranges, of both layers, one thread is as good as two. */
  private static final int SMALL = 4096;

  /** How many parts there are for the threads, once so many middles are known. */
  private static final int PARTS = 64;

  private final SegmentCosts costs;
  private final Workers workers;

  LayerSearch(SegmentCosts costs, Workers workers) {
    this.costs = costs;
    this.workers = workers;
  }

  /** Ranges [first, last] of a layer, to come from [low, high] of its neighbor. */
  private record Part(int first, int last, int low, int high) {
    boolean isEmpty() {
      return first > last || low > high;
    }
  }

  /** One search: what the loops need, in arrays. */
  private final class Search {
    final boolean forward;
    final double much;
    final int[] at;
    final int[] reach;
    final int[] ends;
    final int[] starts;
    final double[] known;
    final double[] best;
    final int[] from;

    Search(Layer layer, Layer neighbor, boolean forward, double much) {
      this.forward = forward;
      this.much = much;
      this.at = forward ? layer.low : layer.high;
      this.reach = forward ? layer.high : layer.low;
      this.ends = forward ? neighbor.high : neighbor.low;
      this.starts = forward ? neighbor.low : neighbor.high;
      this.known = forward ? neighbor.left : neighbor.right;
      this.best = forward ? layer.left : layer.right;
      this.from = forward ? layer.from : new int[layer.size()];
      Arrays.fill(best, Double.POSITIVE_INFINITY);
      Arrays.fill(from, -1);
    }

    /** Whether a class of at least one value can lie between two ranges. */
    boolean fits(int s, int t) {
      return forward ? starts[s] < reach[t] : starts[s] > reach[t];
    }

    /** The whole search; those that cost too much by themselves are left out at either end. */
    Part all() {
      int low = 0;
      int high = known.length - 1;
      while (low <= high && known[low] > much) {
        low++;
      }
      while (low <= high && known[high] > much) {
        high--;
      }
      return new Part(0, best.length - 1, low, high);
    }

    /** How many of [low, high], from the low end, fit range t going forward, or do not backward. */
    int split(int t, int low, int high) {
      int from = low;
      int to = high + 1;
      while (from < to) {
        int half = (from + to) >>> 1;
        if (fits(half, t) == forward) {
          from = half + 1;
        } else {
          to = half;
        }
      }
      return from;
    }

    /** Finds the best of [low, high] for range t; of equal ones the first. */
    void look(int t, int low, int high) {
      int split = split(t, low, high);
      int p = at[t];
      double least = Double.POSITIVE_INFINITY;
      int arg = -1;
      int end = forward ? split - 1 : high;
      for (int s = forward ? low : split; s <= end; s++) {
        double total = known[s];
        if (total >= least) {
          continue;
        }
        int e = ends[s];
        if (forward ? e < p : p < e) {
          total += forward ? costs.cost(e, p) : costs.cost(p, e);
        }
        if (total < least) {
          least = total;
          arg = s;
        }
      }
      best[t] = least;
      from[t] = arg;
    }

    int middle(Part part) {
      return (part.first + part.last) >>> 1;
    }

    Part before(Part part) {
      int t = middle(part);
      int high = from[t];
      if (!(best[t] <= much)) {
        high = forward ? part.high : split(t, part.low, part.high) - 1;
      }
      return new Part(part.first, t - 1, part.low, high);
    }

    Part after(Part part) {
      int t = middle(part);
      int low = from[t];
      if (!(best[t] <= much)) {
        low = forward ? split(t, part.low, part.high) : part.low;
      }
      return new Part(t + 1, part.last, low, part.high);
    }

    void solve(Part part) {
      if (!part.isEmpty()) {
        look(middle(part), part.low, part.high);
        solve(before(part));
        solve(after(part));
      }
    }
  }

  /**
   * Fills {@link Layer#left} and {@link Layer#from} from the layer before; infinite and −1 where
   * that is too much.
   *
   * @param much a total that matters to nobody
   */
  void forward(Layer layer, Layer before, double much) {
    solve(new Search(layer, before, true, much));
  }

  /** Fills {@link Layer#right} from the layer behind. */
  void backward(Layer layer, Layer behind, double much) {
    solve(new Search(layer, behind, false, much));
  }

  private void solve(Search search) {
    Part all = search.all();
    List<Part> parts = all.isEmpty() ? List.of() : List.of(all);
    boolean small = (long) search.best.length + all.high - all.low < SMALL;
    while (!small && !parts.isEmpty() && parts.size() < PARTS) {
      List<Part> level = parts;
      workers.run(
          level.size(),
          (chunk, worker) -> {
            Part part = level.get(chunk);
            search.look(search.middle(part), part.low, part.high);
          });
      parts = new ArrayList<>();
      for (Part part : level) {
        for (Part half : new Part[] {search.before(part), search.after(part)}) {
          if (!half.isEmpty()) {
            parts.add(half);
          }
        }
      }
    }
    List<Part> last = parts;
    workers.run(last.size(), (chunk, worker) -> search.solve(last.get(chunk)));
  }
}
