package io.github.kmeans4j.bench.sparse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets of sparse rows: one of real texts, others that are drawn, always the same. */
enum SparseSet {
  /** The definitions of WordNet, words that two of them have at least. */
  GLOSSES {
    @Override
    @Nullable Csr make(Path wordNet, int rows) throws IOException {
      List<String> texts = new ArrayList<>();
      for (String part : List.of("adj", "adv", "noun", "verb")) {
        Path file = wordNet.resolve("data." + part);
        if (!Files.exists(file)) {
          return null;
        }
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
          int bar = line.indexOf('|');
          if (!line.startsWith("  ") && bar >= 0 && texts.size() < rows) {
            texts.add(line.substring(bar + 1));
          }
        }
      }
      return ofTexts(texts);
    }
  },

  /**
   * Documents of 20 to 80 words among 50,000, half of them from one of 200 topics, which has 500
   * words of its own; words are as frequent as Zipf's law says.
   */
  TOPICS {
    @Override
    Csr make(Path wordNet, int rows) {
      Random random = new Random(1);
      int words = 50_000;
      Csr csr = new Csr(words);
      for (int i = 0; i < Math.min(rows, 100_000); i++) {
        long topic = random.nextInt(200);
        TreeMap<Integer, Double> row = new TreeMap<>();
        for (int left = 20 + random.nextInt(61); left > 0; left--) {
          int word =
              random.nextBoolean()
                  ? zipf(random, words)
                  : (int) (mixed(topic << 32 | zipf(random, 500)) % words);
          row.merge(word, 1.0, Double::sum);
        }
        csr.add(row);
      }
      csr.weigh();
      return csr;
    }
  },

  /**
   * Clicks: 20 properties of each, whose values are hashed to 2¹⁸ columns of ones; there are 100
   * kinds of visitors, with habits of their own.
   */
  CLICKS {
    @Override
    Csr make(Path wordNet, int rows) {
      Random random = new Random(2);
      Csr csr = new Csr(1 << 18);
      for (int i = 0; i < Math.min(rows, 200_000); i++) {
        long kind = random.nextInt(100);
        TreeMap<Integer, Double> row = new TreeMap<>();
        for (long property = 0; property < 20; property++) {
          long value = zipf(random, 100_000);
          long owner = random.nextInt(3) == 0 ? kind + 1 : 0;
          row.put((int) (mixed(property << 48 | owner << 32 | value) % csr.columns), 1.0);
        }
        csr.add(row);
      }
      return csr;
    }
  },

  /** Ten ones a row in ten million columns, low ones more often than high ones. */
  WIDE {
    @Override
    Csr make(Path wordNet, int rows) {
      Random random = new Random(3);
      Csr csr = new Csr(10_000_000);
      for (int i = 0; i < Math.min(rows, 100_000); i++) {
        TreeMap<Integer, Double> row = new TreeMap<>();
        while (row.size() < 10) {
          double u = random.nextDouble();
          row.put((int) (csr.columns * u * u * u), 1.0);
        }
        csr.add(row);
      }
      return csr;
    }
  };

  /**
   * Makes the rows.
   *
   * @param wordNet the folder of Debian's package wordnet-base
   * @param rows how many at most
   * @return null if what they are made of is not there
   */
  abstract @Nullable Csr make(Path wordNet, int rows) throws IOException;

  private static Csr ofTexts(List<String> texts) {
    List<Map<String, Integer>> counts = new ArrayList<>();
    Map<String, Integer> textsWith = new TreeMap<>();
    for (String text : texts) {
      Map<String, Integer> count = new HashMap<>();
      for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
        if (word.length() > 2) {
          count.merge(word, 1, Integer::sum);
        }
      }
      count.keySet().forEach(word -> textsWith.merge(word, 1, Integer::sum));
      counts.add(count);
    }
    Map<String, Integer> places = new HashMap<>();
    textsWith.forEach(
        (word, number) -> {
          if (number > 1 && number < 0.02 * texts.size()) { // without "the" and its like
            places.put(word, places.size());
          }
        });
    Csr csr = new Csr(places.size());
    for (Map<String, Integer> count : counts) {
      SortedMap<Integer, Double> row = new TreeMap<>();
      count.forEach(
          (word, number) -> {
            Integer place = places.get(word);
            if (place != null) {
              row.put(place, (double) number);
            }
          });
      csr.add(row);
    }
    csr.weigh();
    return csr;
  }

  /** Draws a number below a bound with a probability like 1/(number + 1), about. */
  private static int zipf(Random random, int bound) {
    return (int) Math.min(bound - 1, Math.exp(random.nextDouble() * Math.log(bound + 1.0)) - 1);
  }

  /** Mixes all bits, as SplitMix64 does; not negative. */
  private static long mixed(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (z ^ z >>> 31) >>> 1;
  }
}
