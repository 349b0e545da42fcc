package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The guide's page on migrating has every name of scikit-learn's classes, and no name of ours that
 * is not there.
 */
class MigratingTest {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  /**
   * What {@code inspect.signature} and {@code dir} tell of 1.2.1, and what came or went since 0.23.
   */
  private static final String ANY_METHOD =
      "fit fit_predict fit_transform get_feature_names_out get_params predict score set_output"
          + " set_params transform get_metadata_routing set_fit_request set_predict_request"
          + " set_score_request";

  private static final String ANY_ATTRIBUTE =
      "cluster_centers_ labels_ inertia_ n_iter_ n_features_in_ feature_names_in_";

  private static final String K_MEANS =
      "n_clusters init n_init max_iter tol verbose random_state copy_x algorithm n_jobs X y"
          + " sample_weight";

  private static final String MINI_BATCH =
      "n_clusters init max_iter batch_size verbose compute_labels random_state tol"
          + " max_no_improvement init_size n_init reassignment_ratio n_steps_ partial_fit"
          + " sample_weight set_partial_fit_request";

  private static final String PLUS_PLUS =
      "X n_clusters sample_weight x_squared_norms random_state n_local_trials centers indices";

  /** Names of ours, as the page writes them: of a type, a constructor, a wither or a method. */
  private static final Pattern OURS =
      Pattern.compile("\\bnew (\\w+)|\\b(with[A-Z]\\w*)|\\b([a-z]\\w+)\\(|\\b([A-Z]\\w+)\\.[a-z]");

  /** Names in our columns that are Java's, or of those who implement something. */
  private static final Set<String> NOT_OURS = Set.of("Integer", "toString");

  @ParameterizedTest
  @CsvSource({
    "### KMeans, " + K_MEANS + " " + ANY_METHOD + " " + ANY_ATTRIBUTE,
    "### MiniBatchKMeans, " + MINI_BATCH + " " + ANY_METHOD + " " + ANY_ATTRIBUTE,
    "### kmeans_plusplus, " + PLUS_PLUS
  })
  void nothingOfScikitLearnIsMissing(String heading, String names) throws IOException {
    String section = section(heading);
    for (String name : names.split(" ")) {
      assertTrue(
          Pattern.compile("`" + name + "[`=]").matcher(section).find(), heading + ": " + name);
    }
  }

  @Test
  void allNamesOfOursAreThere() throws IOException {
    StringBuilder api = new StringBuilder();
    for (String module : List.of("kmeans-api", "kmeans-core", "kmeans-minibatch")) {
      api.append(Files.readString(ROOT.resolve(module).resolve("public-api.txt")));
    }
    Set<String> known = new TreeSet<>(List.of(api.toString().split("\\W+")));
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (String line : page().lines().toList()) {
      if (!line.startsWith("| ")) {
        continue;
      }
      String[] columns = line.replace("\\|", "/").split(" *\\| *");
      Matcher code = Pattern.compile("`[^`]+`").matcher(columns.length > 2 ? columns[2] : "");
      while (code.find()) {
        Matcher name = OURS.matcher(code.group());
        while (name.find()) {
          found++;
          for (int g = 1; g <= name.groupCount(); g++) {
            String word = name.group(g);
            if (word != null && !known.contains(word) && !NOT_OURS.contains(word)) {
              unknown.add(word);
            }
          }
        }
      }
    }
    assertEquals(Set.of(), unknown);
    assertTrue(found > 80, "only " + found + " names were recognized");
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/guide/migrating.md"));
  }

  private static String section(String heading) throws IOException {
    String page = page();
    int from = page.indexOf("\n" + heading + "\n") + 1;
    assertTrue(from > 0, heading);
    int to = page.indexOf("\n##", from);
    return page.substring(from, to);
  }
}
