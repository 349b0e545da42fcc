package io.github.kmeans4j.bench.shapes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.FileSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of ours. Arguments: the file of the data, how many of its rows to take, and the
 * number of threads. Says who it is and answers requests, one JSON object a line, until the input
 * ends.
 */
public final class OursMain {
  private OursMain() {}

  /**
   * Runs it.
   *
   * @param args file, rows, threads
   * @throws IOException if the data cannot be read
   */
  public static void main(String[] args) throws IOException {
    Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
    int rows = Integer.parseInt(args[1]);
    Points points;
    Points some;
    try (FileSource source = FileSource.npy(Path.of(args[0]))) {
      points = source.read(0, rows);
      some = source.read(0, Math.min(rows, Mode.SOME_ROWS));
    }
    Ours ours = new Ours(points, some, Integer.parseInt(args[2]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(Ours.description());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(gson.toJson(ours.run(gson.fromJson(line, Ask.class))));
    }
  }
}
