package io.github.kmeans4j.mnist.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The colors of the pictures: every chart is drawn once for a light page and once for a dark one.
 *
 * <p>A color means the same in every chart; blue and orange are told apart with any common kind of
 * color blindness. The same values stand in the page's style sheet.
 */
enum Theme {
  LIGHT(
      "", 0xffffff, 0x1c2430, 0x5d6778, 0xe6e9ee, 0x9aa4b3, 0x2563c9, 0xd9611a, 0x0f8a7e, 0x7a4fc0),
  DARK(
      "-dark", 0x1b2028, 0xe8ebf0, 0xa3adbb, 0x303743, 0x6d7887, 0x79a9ff, 0xff9d5c, 0x46cdbd,
      0xbb9bff);

  private static final List<String> FONTS =
      List.of("Inter", "Source Sans 3", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans");

  private static final String FONT = chooseFont();

  /** What the names of its files end with. */
  final String suffix;

  final Color background;
  final Color ink;
  final Color muted;
  final Color grid;

  /** Rows that have no cluster yet. */
  final Color neutral;

  final Color blue;
  final Color orange;
  final Color teal;
  final Color violet;

  Theme(
      String suffix,
      int background,
      int ink,
      int muted,
      int grid,
      int neutral,
      int blue,
      int orange,
      int teal,
      int violet) {
    this.suffix = suffix;
    this.background = new Color(background);
    this.ink = new Color(ink);
    this.muted = new Color(muted);
    this.grid = new Color(grid);
    this.neutral = new Color(neutral);
    this.blue = new Color(blue);
    this.orange = new Color(orange);
    this.teal = new Color(teal);
    this.violet = new Color(violet);
  }

  /** Returns the color of a cluster of the two blobs. */
  Color cluster(int label) {
    return label == 0 ? blue : orange;
  }

  /** Returns the color of text that stands out from a fill: that of the ink or the background. */
  Color readableOn(Color fill) {
    return contrast(ink, fill) >= contrast(background, fill) ? ink : background;
  }

  /** The contrast ratio of the Web Content Accessibility Guidelines 2, in 1..21. */
  private static double contrast(Color first, Color second) {
    double a = luminance(first);
    double b = luminance(second);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** Returns a color, more transparent. */
  static Color transparent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** Returns a color between two: all of the first at 0, all of the second at 1. */
  static Color between(Color first, Color second, double share) {
    return new Color(
        mix(first.getRed(), second.getRed(), share),
        mix(first.getGreen(), second.getGreen(), share),
        mix(first.getBlue(), second.getBlue(), share));
  }

  private static int mix(int first, int second, double share) {
    return (int) Math.round(first + (second - first) * share);
  }

  static Font font(int style, int size) {
    return new Font(FONT, style, size);
  }

  private static String chooseFont() {
    String[] families =
        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    Set<String> there = new HashSet<>(Arrays.asList(families));
    return FONTS.stream().filter(there::contains).findFirst().orElse(Font.SANS_SERIF);
  }
}
