package io.github.kmeans4j.mnist.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser. Without one the tests are skipped, unless the environment variable
 * {@value #REQUIRE} is "true".
 */
class PageInBrowserTest {
  private static final String REQUIRE = "KMEANS4J_REQUIRE_BROWSER";
  private static final Path REPORT = Path.of("target", "walkthrough-report").toAbsolutePath();
  private static final String SHOWN = "document.getElementById('stepper').dataset.shown";
  private static final int LAST_STEP = 10;

  @TempDir private static Path cache;

  private static Browser browser;

  @BeforeAll
  static void openPage() throws IOException, InterruptedException {
    Path program = Browser.find(System.getenv()).orElse(null);
    if (program == null) {
      String reason =
          "this test needs Chromium: the variable CHROMIUM names none and none is on the path";
      if ("true".equals(System.getenv(REQUIRE))) {
        fail(reason + ", although " + REQUIRE + "=true");
      }
      abort(reason);
    }
    Run run = Run.offline(cache, "--quick", "--k=10,16,64", "--output=" + REPORT);
    assertEquals(0, run.exitCode(), run.err());
    // not a temporary folder that JUnit removes: the browser may still write while it ends
    browser = Browser.start(program, Files.createTempDirectory(REPORT.getParent(), "browser"));
    browser.open(REPORT.resolve("index.html"));
  }

  @AfterAll
  static void close() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void toTheFirstStep() {
    click("first", false);
    assertEquals("0", browser.evaluate(SHOWN));
  }

  @Test
  void thePageHasNoErrors() {
    assertEquals("complete", browser.evaluate("document.readyState"));
    assertEquals(List.of(), browser.errors());
  }

  @Test
  void everyPictureLoads() {
    int pictures = Integer.parseInt(browser.evaluate("String(document.images.length)"));
    assertTrue(pictures > 40, pictures + " pictures");
    String broken =
        "[...document.images].filter(i => !i.complete || i.naturalWidth === 0)"
            + ".map(i => i.src).join(' ')";
    assertEquals("", browser.evaluate(broken));
  }

  @Test
  void theButtonsStepThroughTheIterations() {
    String first = visible();
    click("next", true);
    assertEquals("1", browser.evaluate(SHOWN));
    String second = visible();
    assertTrue(first.startsWith("Start.") && second.startsWith("Iteration 1: assignment."), second);
    click("next", true);
    assertTrue(visible().startsWith("Iteration 1: update."), visible());
    click("back", true);
    assertEquals(second, visible());
    click("last", true);
    assertEquals(String.valueOf(LAST_STEP), browser.evaluate(SHOWN));
    assertTrue(visible().contains("no centroid changes"), visible());
    assertEquals(
        "true", browser.evaluate("String(document.querySelector('[data-go=next]').disabled)"));
  }

  @Test
  void theSliderShowsItsStep() {
    browser.evaluate(
        "(() => { const s = document.getElementById('slider'); s.value = '3';"
            + " s.dispatchEvent(new Event('input')); })()");
    assertEquals("3", browser.evaluate(SHOWN));
    assertEquals("4 / 11", browser.evaluate("document.getElementById('position').value"));
    assertEquals(
        "2",
        browser.evaluate("document.querySelector('#iterations tr.current').dataset.iteration"));
  }

  @Test
  void theArrowKeysStepWhileTheControlIsInView() {
    browser.evaluate(
        "new Promise(done => { const s = document.getElementById('stepper');"
            + " s.scrollIntoView({behavior: 'instant'}); s.focus({preventScroll: true});"
            + " new IntersectionObserver((e, o) => { if (e[0].isIntersecting) { o.disconnect();"
            + " requestAnimationFrame(() => setTimeout(() => done('seen'), 50)); } },"
            + " {threshold: 0.3}).observe(s); })");
    browser.press("ArrowRight", 39);
    browser.press("ArrowRight", 39);
    browser.press("ArrowLeft", 37);
    assertEquals("1", browser.evaluate(SHOWN));
  }

  @Test
  void playRunsToTheEnd() throws InterruptedException {
    browser.evaluate("document.getElementById('slider').value = '9'");
    browser.evaluate("document.getElementById('slider').dispatchEvent(new Event('input'))");
    click("play", true);
    for (int i = 0; i < 100 && !browser.evaluate(SHOWN).equals("" + LAST_STEP); i++) {
      Thread.sleep(100);
    }
    assertEquals(String.valueOf(LAST_STEP), browser.evaluate(SHOWN));
    assertEquals("Play", browser.evaluate("document.querySelector('[data-go=play]').textContent"));
  }

  @Test
  void thePageFitsANarrowScreen() {
    assertEquals(
        "true",
        browser.evaluate(
            "(() => { document.body.style.width = '390px';"
                + " const fits = document.querySelector('main').scrollWidth <= 390;"
                + " document.body.style.width = ''; return String(fits); })()"));
  }

  @Test
  void theFilesBesideThePageAreThere() {
    assertTrue(Files.isRegularFile(REPORT.resolve("figures.json")));
    assertTrue(Files.isRegularFile(REPORT.resolve("figures.csv")));
  }

  private static void click(String name, boolean enabled) {
    String button = "document.querySelector('[data-go=" + name + "]')";
    if (enabled) {
      assertEquals("false", browser.evaluate("String(" + button + ".disabled)"), name);
    }
    browser.evaluate(button + ".click()");
  }

  private static String visible() {
    return browser.evaluate(
        "[...document.querySelectorAll('.step')].filter(s => s.offsetParent !== null)"
            + ".map(s => s.querySelector('figcaption').textContent).join('|')");
  }
}
