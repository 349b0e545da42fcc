import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.evaluation.ChooseK;
import io.github.kmeans4j.core.evaluation.KSelection;
import io.github.kmeans4j.core.prepare.Standardizer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws the pictures of the guide, from real fits.
 *
 * <pre>
 * mvn -B -q -DskipTests package
 * java -cp kmeans-bench/target/benchmarks.jar docs/guide/images/Pictures.java docs/guide/images
 * </pre>
 */
public class Pictures {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int LEFT = 62;
  private static final int BOTTOM = 44;
  private static final int TOP = 30;
  private static final int RIGHT = 14;
  private static final Color[] COLORS = {new Color(0x1f77b4), new Color(0xff7f0e)};

  /** One of two panels side by side, with axes of its own. */
  private record Panel(
      Graphics2D canvas, int at, double x0, double x1, double y0, double y1) {
    static Panel of(
        Graphics2D canvas, int number, String title, String xs, double... range) {
      Panel panel = new Panel(canvas, number * WIDTH, range[0], range[1], range[2], range[3]);
      canvas.setColor(Color.BLACK);
      canvas.drawString(title, panel.at + LEFT, 20);
      canvas.drawRect(panel.at + LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
      canvas.drawString(xs, panel.at + WIDTH / 2 - 20, HEIGHT - 8);
      for (int i = 0; i <= 4; i++) {
        double x = range[0] + i * (range[1] - range[0]) / 4;
        double y = range[2] + i * (range[3] - range[2]) / 4;
        canvas.drawString(text(x), (int) panel.x(x) - 10, HEIGHT - BOTTOM + 16);
        canvas.drawString(text(y), panel.at + 6, (int) panel.y(y) + 4);
      }
      return panel;
    }

    private static String text(double value) {
      return Math.abs(value) >= 10 || value == Math.rint(value)
          ? String.valueOf(Math.round(value))
          : String.format(java.util.Locale.ROOT, "%.2f", value);
    }

    double x(double x) {
      return at + LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    }

    double y(double y) {
      return HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
    }

    void dot(double x, double y, Color color, double radius) {
      canvas.setColor(color);
      canvas.fill(new Ellipse2D.Double(x(x) - radius, y(y) - radius, 2 * radius, 2 * radius));
    }

    void curve(double[] xs, double[] ys, boolean dots) {
      canvas.setColor(COLORS[0]);
      canvas.setStroke(new BasicStroke(2));
      canvas.setClip(at + LEFT, TOP, WIDTH - LEFT, HEIGHT - TOP - BOTTOM + 5);
      for (int i = 1; i < xs.length; i++) {
        canvas.draw(new Line2D.Double(x(xs[i - 1]), y(ys[i - 1]), x(xs[i]), y(ys[i])));
      }
      for (int i = 0; dots && i < xs.length; i++) {
        dot(xs[i], ys[i], COLORS[0], 4);
      }
      canvas.setClip(null);
      canvas.setStroke(new BasicStroke(1));
    }
  }

  private interface Drawing {
    void on(Graphics2D canvas);
  }

  public static void main(String[] args) throws IOException {
    save(args[0], "scaling.png", Pictures::scaling);
    save(args[0], "which-k.png", Pictures::whichK);
    save(args[0], "tolerance.png", Pictures::tolerance);
  }

  private static void save(String folder, String name, Drawing drawing) throws IOException {
    BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 2 * WIDTH, HEIGHT);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    drawing.on(canvas);
    canvas.dispose();
    ImageIO.write(image, "png", new File(folder, name));
  }

  private static void scaling(Graphics2D canvas) {
    Random random = new Random(5);
    double[][] people = new double[300][];
    for (int i = 0; i < people.length; i++) {
      double age = (i % 2 == 0 ? 25 : 64) + 4 * random.nextGaussian();
      people[i] = new double[] {30_000 + 70_000 * random.nextDouble(), age};
    }
    LloydKMeans two = new LloydKMeans(2).withRestarts(10);
    int[][] labels = {
      two.fit(people).labels(),
      two.fit(new Standardizer().fit(people).transform(people)).labels()
    };
    for (int p = 0; p < 2; p++) {
      String title = "age, grouped " + (p == 0 ? "as they are" : "when scaled");
      Panel panel = Panel.of(canvas, p, title, "income in thousands", 25, 105, 10, 90);
      for (int i = 0; i < people.length; i++) {
        panel.dot(people[i][0] / 1000, people[i][1], COLORS[labels[p][i]], 2.5);
      }
    }
  }

  private static void whichK(Graphics2D canvas) {
    double[][] centers = {{0, 0}, {8, 1}, {3, 7}, {9, 8}, {-4, 6}};
    Points points = new GaussianBlobs(centers, 200, 150, 180, 120, 100).generate().points();
    KSelection selection =
        new ChooseK().fit(k -> new LloydKMeans(k).withRestarts(5), points, 2, 3, 4, 5, 6, 7, 8);
    double[] ks = selection.candidates().stream().mapToDouble(c -> c.k()).toArray();
    double[] inertias = selection.candidates().stream().mapToDouble(c -> c.inertia()).toArray();
    double[] silhouettes =
        selection.candidates().stream().mapToDouble(c -> c.silhouette().getAsDouble()).toArray();
    Panel.of(canvas, 0, "inertia", "K", 1, 9, 0, 14_000).curve(ks, inertias, true);
    Panel.of(canvas, 1, "silhouette", "K", 1, 9, 0, 1).curve(ks, silhouettes, true);
  }

  private static void tolerance(Graphics2D canvas) {
    double[] values = new Random(1).doubles(20_000 * 4).toArray();
    Clustering exact = new LloydKMeans(20).fit(Points.of(values, 20_000, 4));
    double[] xs = exact.history().stream().mapToDouble(Iteration::number).toArray();
    double[] ys =
        exact.history().stream()
            .mapToDouble(i -> 100 * (i.inertia() / exact.inertia() - 1))
            .toArray();
    double end = 4 * Math.ceil(xs.length / 4.0); // whole numbers at the four marks of the axis
    Panel.of(canvas, 0, "percent above the end", "iteration", 0, end, 0, 20).curve(xs, ys, false);
    Panel.of(canvas, 1, "the last percent", "iteration", 0, end, 0, 1).curve(xs, ys, false);
  }
}
