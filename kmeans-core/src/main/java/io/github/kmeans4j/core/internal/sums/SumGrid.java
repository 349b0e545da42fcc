package io.github.kmeans4j.core.internal.sums;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How wide the sums of each column must be, so that none is ever rounded.
 *
 * <pre>
 * All values of a column (or products with weights) are multiples of a power of two, so that sums of n of
 * them are whole numbers of it, of log2 n bits more than a value has. A grid has one of three layouts:
 *   - plain: every sum fits into the 53 bits of a double, in which it is kept. Whole numbers and bytes.
 *   - words: a sum is kept in one long, or in two, high · 2^radix + low. A value is cut into its two parts
 *     by adding and subtracting a large constant, and each part is added to its own long. Nothing
 *     overflows, so no carry is passed on. Two longs hold most data.
 *   - digits: columns of wider span have digits in base 2^32, each in a long of its own, as many as they
 *     need; a carry is passed on about once in 2^28 rows. Only such columns do; the others are kept in words.
 * The idea of parts of fixed weight that never carry is that of Demmel and Nguyen 2015, "Parallel Reproducible
 * Summation" (doi:10.1109/TC.2014.2345391), that of long digits is Neal's (see ExactSum). Differs from both:
 * the grid comes from the span of the data, which are looked at before.
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SumGrid {
  /** Bits of a double. */
  private static final int DOUBLE_BITS = 53;

  /** Bits that a part may have when it is cut off by adding a constant. */
  private static final int PART_BITS = 50;

  /** Bits of a long that holds a sum of parts. */
  private static final int WORD_BITS = 62;

  /** Beyond these exponents powers of two, products and their lower halves may leave the range. */
  private static final int LEAST_SAFE = -900;

  private static final int LARGEST_SAFE = 900;

  private static final int LOWEST_BIT = -1074;

  static final int DIGIT_BITS = 32;

  final int d;
  final long rows;
  final boolean weighted;

  /** The span of each column, or of all. */
  private final Span[] spans;

  final boolean plain;

  /** Weight of the high words is 2^radix times that of the low ones; 0 where there is one only. */
  final int radix;

  /** What turns a value into a multiple of the high word's unit; 0 for columns of digits. */
  final double[] scale;

  /** What the low word's unit is worth. */
  final double[] unit;

  /** Columns that are kept in digits, ascending. */
  final int[] wide;

  /** Where the digits of each wide column begin, and where the last ones end. */
  final int[] digitsAt;

  /** What one of the first digit of each wide column counts, a power of two. */
  final int[] base;

  /**
   * Plans the sums.
   *
   * @param spans the span of the values of each of the d columns, or one for all; with weights that
   *     of the products
   * @param d number of columns
   * @param rows how many rows can be in a sum at once, at most
   * @param weighted whether rows come with weights other than 1
   */
  public SumGrid(Span[] spans, int d, long rows, boolean weighted) {
    this.spans = spans.clone();
    this.d = d;
    this.rows = rows;
    this.weighted = weighted;
    // A weighted value comes in two terms, the product and what its rounding took off.
    int growth = Long.SIZE - Long.numberOfLeadingZeros(rows - 1) + (weighted ? 1 : 0);
    this.plain = Arrays.stream(spans).allMatch(span -> isPlain(span, growth));
    int low = Math.min(PART_BITS, WORD_BITS - growth);
    int mostBits = Math.min(PART_BITS, WORD_BITS - growth);
    boolean one =
        Arrays.stream(spans)
            .filter(span -> isNarrow(span, low + mostBits))
            .allMatch(span -> span.bits() <= mostBits);
    this.radix = plain || one ? 0 : low;
    int narrowBits = radix + mostBits;
    this.wide =
        plain
            ? new int[0]
            : IntStream.range(0, d).filter(c -> !isNarrow(span(c), narrowBits)).toArray();
    this.digitsAt = new int[wide.length + 1];
    this.base = new int[wide.length];
    for (int w = 0; w < wide.length; w++) {
      Span span = span(wide[w]);
      base[w] = Math.floorDiv(span.low(), DIGIT_BITS) * DIGIT_BITS;
      // A term reaches two digits beyond its own, and sums of 2^63 terms two more than terms do.
      digitsAt[w + 1] = digitsAt[w] + (span.high() - base[w]) / DIGIT_BITS + 4;
    }
    this.scale = new double[plain ? 0 : d];
    this.unit = new double[plain ? 0 : d];
    for (int c = 0; c < scale.length; c++) {
      if (isNarrow(span(c), narrowBits)) {
        scale[c] = Math.scalb(1.0, -span(c).low() - radix);
        unit[c] = Math.scalb(1.0, span(c).low());
      }
    }
  }

  private static boolean isPlain(Span span, int growth) {
    return span.bits() + growth <= DOUBLE_BITS
        && span.low() >= LOWEST_BIT
        && span.high() + growth <= Double.MAX_EXPONENT;
  }

  private static boolean isNarrow(Span span, int bits) {
    return span.bits() <= bits && span.low() >= LEAST_SAFE && span.high() <= LARGEST_SAFE;
  }

  /**
   * Tells whether sums are kept in doubles that never round.
   *
   * @return true for whole numbers, if they are not too large, and for other data of narrow span
   */
  public boolean isPlain() {
    return plain;
  }

  /**
   * Tells whether every column is kept in doubles or words.
   *
   * @return false if some are so wide that their sums need digits
   */
  public boolean isNarrow() {
    return wide.length == 0;
  }

  /**
   * Returns the span of a column.
   *
   * @param column column index
   * @return the one it was planned for
   */
  public Span span(int column) {
    return spans[spans.length == 1 ? 0 : column];
  }

  /**
   * Returns what the sums of one cluster take.
   *
   * @return bytes, without the headers of arrays
   */
  public long bytes() {
    return plain ? 8L * d : (radix == 0 ? 8L : 16L) * d + 8L * digitsAt[wide.length];
  }

  /**
   * Plans sums that hold what those of two grids do, together.
   *
   * @param other of the same number of columns
   * @return a grid for the spans of both and the rows of both
   */
  public SumGrid union(SumGrid other) {
    Span[] both = new Span[Math.max(spans.length, other.spans.length)];
    Arrays.setAll(both, c -> span(c).union(other.span(c)));
    return new SumGrid(both, d, rows + other.rows, weighted || other.weighted);
  }

  /**
   * Writes the grid.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(d);
    out.writeLong(rows);
    out.writeBoolean(weighted);
    out.writeInt(spans.length);
    for (Span span : spans) {
      out.writeInt(span.low());
      out.writeInt(span.high());
    }
  }

  /**
   * Reads a grid that {@link #writeTo} wrote.
   *
   * @param in where from
   * @return the same grid
   * @throws IOException if it cannot be read
   */
  public static SumGrid readFrom(DataInput in) throws IOException {
    int d = in.readInt();
    long rows = in.readLong();
    boolean weighted = in.readBoolean();
    Span[] spans = new Span[in.readInt()];
    for (int c = 0; c < spans.length; c++) {
      spans[c] = new Span(in.readInt(), in.readInt());
    }
    return new SumGrid(spans, d, rows, weighted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SumGrid grid
        && grid.d == d
        && grid.rows == rows
        && grid.weighted == weighted
        && Arrays.equals(grid.spans, spans);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(spans) * 31 + Long.hashCode(rows);
  }
}
