package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the Javadoc of the api, the core and this module compile: each as a method of its
 * own, beside some variables that readers have, or would have, by these names.
 */
class JavadocExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", Pattern.DOTALL);

  private static final String BEGIN =
      """
      import io.github.kmeans4j.*;
      import io.github.kmeans4j.FitListener.Action;
      import io.github.kmeans4j.core.*;
      import io.github.kmeans4j.core.data.*;
      import io.github.kmeans4j.core.evaluation.*;
      import io.github.kmeans4j.core.prepare.*;
      import io.github.kmeans4j.minibatch.*;
      import java.io.*;
      import java.nio.ByteOrder;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import org.ejml.data.*;

      class Examples {
        static Points points, others, test;
        static double[] weights, incomes, row, values;
        static byte[] pixels;
        static int[] classes, trainClasses, testClasses, rowStarts, columns;
        static int k, d, width, height;
        static boolean large;
        static DMatrixRMaj centroids;
        static Clustering clusters, clustering;
        static Standardization scale;
        static BlockSource source;
        static List<double[][]> batches;
        static Path file;
        static org.slf4j.Logger log, logger;
      """;

  @Test
  void compile(@TempDir Path folder) throws IOException {
    StringBuilder program = new StringBuilder(BEGIN);
    int count = 0;
    for (Path source : sources()) {
      Matcher example = EXAMPLE.matcher(Files.readString(source));
      while (example.find()) {
        program.append("static void example").append(count++).append("() throws Exception {\n");
        program.append("// ").append(source.getFileName()).append('\n');
        program.append(example.group(1).replaceAll("(?m)^ \\* ?", "")).append("\n}\n");
      }
    }
    Path file = Files.writeString(folder.resolve("Examples.java"), program.append("}\n"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file)).call();
    }
    assertEquals("", messages.toString());
    assertTrue(count >= 38, "only " + count + " examples were found");
  }

  private static List<Path> sources() throws IOException {
    Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("kmeans-api", "kmeans-core", "kmeans-minibatch")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }
}
