package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Groups texts by what they are about: the lines of a file, or the files of a folder. */
public final class Documents {
  private final List<String> texts;
  private final List<String> terms = new ArrayList<>();
  private final int[] rowStarts;
  private final int[] columns;
  private final float[] weights;

  public static void main(String[] args) throws IOException {
    Documents documents = new Documents(read(Path.of(args[0])));
    documents.cluster(Integer.parseInt(args[1]));
  }

  private static List<String> read(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }
    try (Stream<Path> files = Files.list(path)) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  /** Makes a sparse row of each text: its terms, and how much each of them tells. */
  Documents(List<String> texts) throws IOException {
    this.texts = texts;
    List<Map<String, Integer>> counts = new ArrayList<>();
    Map<String, Integer> textsOf = new TreeMap<>(); // sorted, so that columns always are the same
    try (Analyzer analyzer = analyzer()) {
      for (String text : texts) {
        Map<String, Integer> count = count(analyzer, text);
        count.keySet().forEach(term -> textsOf.merge(term, 1, Integer::sum));
        counts.add(count);
      }
    }
    Map<String, Integer> columnOf = new HashMap<>();
    textsOf.forEach(
        (term, frequency) -> {
          if (frequency > 1) { // what one text alone has likens it to no other
            columnOf.put(term, terms.size());
            terms.add(term);
          }
        });
    rowStarts = new int[texts.size() + 1];
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(
          counts.get(i).keySet().stream()
              .filter(columnOf::containsKey)
              .mapToInt(columnOf::get)
              .sorted()
              .toArray());
      rowStarts[i + 1] = rowStarts[i] + rows.get(i).length;
    }
    columns = rows.stream().flatMapToInt(Arrays::stream).toArray();
    weights = new float[columns.length];
    for (int i = 0; i < texts.size(); i++) {
      double lengthSq = 0;
      double[] row = new double[rows.get(i).length];
      for (int p = 0; p < row.length; p++) {
        String term = terms.get(rows.get(i)[p]);
        // TF-IDF: often in this text, in few others
        row[p] =
            counts.get(i).get(term)
                * (1 + Math.log((1.0 + texts.size()) / (1.0 + textsOf.get(term))));
        lengthSq += row[p] * row[p];
      }
      for (int p = 0; p < row.length; p++) { // of length 1, so that long texts are no farther away
        weights[rowStarts[i] + p] = (float) (row[p] / Math.sqrt(lengthSq));
      }
    }
  }

  /** Knows endings of English, and words that every text has, such as "the". */
  private static Analyzer analyzer() throws IOException {
    try (InputStream words =
        SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
      return new EnglishAnalyzer(WordlistLoader.getSnowballWordSet(words));
    }
  }

  /** How often each word stands in a text, whatever its ending. */
  private static Map<String, Integer> count(Analyzer analyzer, String text) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        counts.merge(term.toString(), 1, Integer::sum);
      }
      tokens.end();
    }
    return counts;
  }

  private void cluster(int k) {
    Points points = Points.ofSparseRows(rowStarts, columns, weights, terms.size());
    System.out.printf(
        "%d texts, %d terms, %.1f in a text%n",
        points.rows(), points.columns(), (double) columns.length / points.rows());
    Clustering clusters = new LloydKMeans(k).withRestarts(20).fit(points);
    for (int j = 0; j < k; j++) {
      double[] centroid = clusters.centroid(j);
      String about =
          IntStream.range(0, terms.size())
              .boxed()
              .sorted(Comparator.comparingDouble(c -> -centroid[c]))
              .limit(7)
              .map(terms::get)
              .collect(Collectors.joining(" "));
      System.out.printf("%n%d texts: %s%n", clusters.size(j), about);
      Arrays.stream(clusters.members(j))
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -similarity(i, centroid)))
          .limit(2)
          .forEach(i -> System.out.println("  " + shortened(texts.get(i))));
    }
  }

  /** The larger, the more typical a text is of a centroid. */
  private double similarity(int row, double[] centroid) {
    double sum = 0;
    for (int p = rowStarts[row]; p < rowStarts[row + 1]; p++) {
      sum += weights[p] * centroid[columns[p]];
    }
    return sum;
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= 90) {
      return line;
    }
    int end = line.lastIndexOf(' ', 88);
    return line.substring(0, end > 0 ? end : 88) + " ...";
  }
}
