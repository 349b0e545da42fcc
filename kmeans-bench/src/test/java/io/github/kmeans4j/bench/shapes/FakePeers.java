package io.github.kmeans4j.bench.shapes;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Answers as Python does, with lines that were written down. */
final class FakePeers {
  private FakePeers() {}

  public static void main(String[] args) throws IOException {
    System.out.println("scikit-learn 1.2.1, numpy 1.24.2, faiss 1.7.3");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonObject ask = JsonParser.parseString(line).getAsJsonObject();
      String peer = ask.get("algorithm").getAsString() + " " + ask.get("precision").getAsString();
      System.out.println(
          switch (peer) {
            case "lloyd float32" ->
                "{\"seconds\": 0.25, \"passes\": 7, \"value\": 12.5, \"labelsCrc\": \"de607192\","
                    + " \"distances\": 1.4e6, \"refusal\": null}";
            case "lloyd float64" ->
                "{\"seconds\": 0.5, \"passes\": 7, \"value\": 12.5, \"labelsCrc\": \"de607192\","
                    + " \"distances\": 1.4e6, \"refusal\": null}";
            case "faiss float32" ->
                "{\"seconds\": Infinity, \"passes\": 0, \"value\": 0.0, \"labelsCrc\": null,"
                    + " \"distances\": null, \"refusal\": null}";
            default ->
                "{\"seconds\": 0, \"passes\": 0, \"value\": 0.0, \"labelsCrc\": null,"
                    + " \"distances\": null, \"refusal\": \"its bounds would take 8.0 GB\"}";
          });
    }
  }
}
