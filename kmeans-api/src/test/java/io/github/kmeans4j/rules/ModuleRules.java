package io.github.kmeans4j.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules for the classes of a module, those that its tests run against: which packages may use which
 * others, how large they are, and what a library leaves to its users.
 */
public final class ModuleRules {
  /** Root package of the project. */
  public static final String ROOT = "io.github.kmeans4j";

  /** Packages of more classes than these are two packages. */
  private static final int MOST_CLASSES = 14;

  /** What every module may use. */
  private static final List<String> ALWAYS = List.of("java..", "org.slf4j..", "org.jspecify..");

  private final JavaClasses classes;

  /** Reads the classes of the module that the tests run in. */
  public ModuleRules() {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    this.classes = new ClassFileImporter().importPath(module.resolve("target/classes"));
    assertTrue(classes.size() > 0, "no classes were found in " + module);
  }

  /**
   * Checks that the module depends on nothing but the JDK's {@code java} packages, logging,
   * nullness annotations and what is named.
   *
   * @param packages names of packages as ArchUnit writes them, its own among them
   */
  public void dependOnlyOn(String... packages) {
    String[] all = Stream.concat(ALWAYS.stream(), Arrays.stream(packages)).toArray(String[]::new);
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(all))
        .check(classes);
  }

  /** Checks that no packages use each other, in two or in more steps. */
  public void makeNoCircles() {
    String above = ROOT.substring(0, ROOT.lastIndexOf('.')); // so that the root is a slice too
    slices().matching(above + ".(**)").should().beFreeOfCycles().check(classes);
  }

  /**
   * Checks that each package has few classes.
   *
   * @param exempt names of packages that may have many
   */
  public void staySmall(String... exempt) {
    Map<String, Integer> sizes = new TreeMap<>();
    classes.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .forEach(type -> sizes.merge(type.getPackageName(), 1, Integer::sum));
    sizes.keySet().removeAll(List.of(exempt));
    sizes.forEach(
        (name, size) ->
            assertTrue(size <= MOST_CLASSES, name + " has " + size + " classes: make rooms"));
  }

  /**
   * Checks the rooms of a house: they are all there, no other is, and none uses one above it.
   *
   * @param house name of the package that they are in
   * @param rooms their names, from the top floor to the ground
   */
  public void useOnlyRoomsBelow(String house, String... rooms) {
    String[] names = Arrays.stream(rooms).map(room -> house + "." + room).toArray(String[]::new);
    assertEquals(
        Arrays.stream(names).sorted().collect(Collectors.joining(" ")),
        classes.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith(house))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" ")));
    for (int floor = 1; floor < names.length; floor++) {
      doNotUse(names[floor], Arrays.copyOf(names, floor));
    }
  }

  /**
   * Checks that a package knows nothing of some others.
   *
   * @param name its name, as ArchUnit writes it
   * @param others what it must not use
   */
  public void doNotUse(String name, String... others) {
    noClasses()
        .that(resideInAPackage(name))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .check(classes);
  }

  /**
   * Checks that the module does not use a class.
   *
   * @param type the class
   */
  public void doNotUse(Class<?> type) {
    noClasses().should().dependOnClassesThat(belongToAnyOf(type)).check(classes);
  }

  /**
   * Checks that the module prints nothing, does not end the JVM, draws no global random numbers,
   * logs through SLF4J only and runs nothing on the common pool.
   */
  public void leaveTheJvmToItsUsers() {
    noClasses()
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(belongToAnyOf(Random.class, ThreadLocalRandom.class))
        .orShould(GeneralCodingRules.USE_JAVA_UTIL_LOGGING)
        .orShould()
        .callMethodWhere(target(nameMatching("parallel|parallelStream|commonPool|parallelSort")))
        .check(classes);
  }
}
