package io.github.kmeans4j.rules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A page of the guide as a program: its blocks of Java, one after the other, are what its main
 * method does; its blocks of text are what that prints.
 */
public final class GuidePage {
  private final List<String> imports = new ArrayList<>();
  private final List<String> body = new ArrayList<>();
  private final List<String> output = new ArrayList<>();

  private GuidePage() {}

  /**
   * Reads a page.
   *
   * @param file in Markdown
   * @return the page
   * @throws IOException if it cannot be read
   */
  public static GuidePage read(Path file) throws IOException {
    GuidePage page = new GuidePage();
    String block = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("```")) {
        block = block.isEmpty() ? line + " " : "";
      } else if (block.equals("```java ")) {
        (line.startsWith("import ") ? page.imports : page.body).add(line);
      } else if (block.equals("```text ")) {
        page.output.add(line);
      }
    }
    return page;
  }

  /**
   * Tells whether there is a program on the page.
   *
   * @return false if no block is Java
   */
  public boolean hasCode() {
    return !body.isEmpty();
  }

  /**
   * Returns what the page says that it prints.
   *
   * @return its blocks of text
   */
  public String output() {
    return lines(output);
  }

  /**
   * Compiles the program and runs it.
   *
   * @param folder where it goes
   * @return what it printed
   * @throws Exception what it threw, or what the compiler says
   */
  public String run(Path folder) throws Exception {
    Path source = folder.resolve("Page.java");
    Files.writeString(
        source,
        lines(imports)
            + "public class Page {\npublic static void main(String[] args) throws Exception {\n"
            + lines(body)
            + "}\n}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all");
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!compiled || !messages.toString().isEmpty()) {
        throw new AssertionError(messages);
      }
    }
    PrintStream kept = System.out;
    Locale locale = Locale.getDefault();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Locale.setDefault(Locale.ROOT);
      loader
          .loadClass("Page")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(kept);
      Locale.setDefault(locale);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static String lines(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
