package io.github.kmeans4j.mnist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The boundaries of modules and packages that the design draws. */
class ArchitectureTest {
  private static final String ROOT = "io.github.kmeans4j";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final String[] LIBRARY = {
    ROOT, ROOT + ".io..", ROOT + ".internal..", ROOT + ".core..", ROOT + ".minibatch.."
  };

  @Test
  void everyLibraryModuleIsLookedAt() {
    for (String name : LIBRARY) {
      assertTrue(
          ALL.stream().anyMatch(resideInAPackage(name)), "no class was found in package " + name);
    }
  }

  @Test
  void apiDependsOnNothingButMatricesLoggingAndNullness() {
    classes()
        .that(resideInAnyPackage(ROOT, ROOT + ".io..", ROOT + ".internal.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT,
                ROOT + ".io..",
                ROOT + ".internal..",
                "java..",
                "org.ejml.data..",
                "org.slf4j..",
                "org.jspecify.."))
        .check(ALL);
  }

  /** The root uses what is internal, and nothing internal knows the root: no circle. */
  @Test
  void whatIsInternalInTheApiKnowsNothingOfItsUsers() {
    noClasses()
        .that(resideInAnyPackage(ROOT + ".io..", ROOT + ".internal.."))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT))
        .check(ALL);
    noClasses()
        .that(resideInAPackage(ROOT + ".internal"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + ".io..", ROOT + ".internal.*.."))
        .check(ALL);
    noClasses()
        .that(resideInAPackage(ROOT + ".io.."))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".internal.."))
        .check(ALL);
  }

  @Test
  void coreDependsOnNoModuleAboveIt() {
    noClasses()
        .that(resideInAPackage(ROOT + ".core.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                ROOT + ".minibatch..", ROOT + ".mnist..", ROOT + ".bench..", ROOT + ".simd.."))
        .check(ALL);
  }

  @Test
  void miniBatchComposesAndNeverExtendsLloyd() {
    noClasses()
        .that(resideInAPackage(ROOT + ".minibatch.."))
        .should()
        .dependOnClassesThat(
            belongToAnyOf(LloydKMeans.class)
                .or(resideInAnyPackage(ROOT + ".mnist..", ROOT + ".bench..", ROOT + ".simd..")))
        .check(ALL);
  }

  @Test
  void applicationUsesOnlyWhatUsersMayUse() {
    noClasses()
        .that(resideInAPackage(ROOT + ".mnist.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + ".internal..", ROOT + ".(*).internal.."))
        .check(ALL);
  }

  @Test
  void librariesDoNotPrintExitOrDrawGlobalRandomNumbers() {
    noClasses()
        .that(resideInAnyPackage(LIBRARY))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat(belongToAnyOf(Random.class, ThreadLocalRandom.class))
        .orShould(GeneralCodingRules.USE_JAVA_UTIL_LOGGING)
        .check(ALL);
  }

  @Test
  void librariesDoNotUseTheCommonPool() {
    noClasses()
        .that(resideInAnyPackage(LIBRARY))
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                    "parallel|parallelStream|commonPool|parallelSort")))
        .check(ALL);
  }

  @Test
  void noPackageIsSplitOverModules() {
    Map<String, TreeSet<String>> places = new TreeMap<>();
    for (JavaClass type : ALL.that(not(resideInAPackage(ROOT + ".bench..")))) {
      String source = type.getSource().orElseThrow().getUri().toString();
      String place = source.substring(0, source.indexOf("io/github/kmeans4j"));
      places.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>()).add(place);
    }
    places.forEach(
        (name, found) -> assertEquals(1, found.size(), name + " is split over " + found));
  }
}
