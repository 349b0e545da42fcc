package io.github.kmeans4j.bench.headtohead;

import com.google.gson.Gson;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.IdxBytes;
import io.github.kmeans4j.bench.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of a contestant in Java. Arguments: the library, the storage, the number of threads
 * and the file of the data; and a number of clusters for a cold fit, which is then all it does.
 * Otherwise says who it is and answers requests, one JSON object a line, until the input ends.
 */
public final class ContestantMain {
  private static final Gson GSON = new Gson();

  private ContestantMain() {}

  /**
   * Runs it.
   *
   * @param args library, storage, threads, file, optionally k
   * @throws IOException if the data cannot be read
   */
  public static void main(String[] args) throws IOException {
    BenchData data = IdxBytes.read(Path.of(args[3]));
    int threads = Integer.parseInt(args[2]);
    Contestant contestant =
        switch (args[0]) {
          case "kmeans4j" -> new Kmeans4jContestant(data, Storage.named(args[1]), threads);
          case "commons-math" -> new CommonsMathContestant(data, threads);
          case "tribuo" -> new TribuoContestant(data, threads);
          default -> throw new IllegalArgumentException("unknown library " + args[0]);
        };
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length > 4) {
      int k = Integer.parseInt(args[4]);
      out.println(GSON.toJson(contestant.run(new Request(Task.COLD, k, data.rows(), 0))));
      return;
    }
    out.println(contestant.description());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(GSON.toJson(contestant.run(GSON.fromJson(line, Request.class))));
    }
  }
}
