package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The overloads of an algorithm lead to the two methods on points. */
class ClustererTest {
  private static final Clustering RESULT =
      Clustering.builder(new DMatrixRMaj(1, 1), (a, b) -> 0).build();

  private final List<String> seen = new ArrayList<>();
  private final Clusterer weighted =
      new Clusterer() {
        @Override
        public Clustering fit(Points points) {
          seen.add(points.toString());
          return RESULT;
        }

        @Override
        public Clustering fit(Points points, double[] weights) {
          assertArrayEquals(new double[] {5}, weights);
          seen.add(points + " weighted");
          return RESULT;
        }
      };

  @Test
  void everyFormOfDataIsFittedWithAndWithoutWeights() {
    double[] weights = {5};
    weighted.fit(new double[1][2]);
    weighted.fit(new float[1][2]);
    weighted.fit(new DMatrixRMaj(1, 2));
    weighted.fit(new FMatrixRMaj(1, 2));
    weighted.fit(new double[1][2], weights);
    weighted.fit(new float[1][2], weights);
    weighted.fit(new DMatrixRMaj(1, 2), weights);
    weighted.fit(new FMatrixRMaj(1, 2), weights);
    assertEquals(
        List.of(
            "Points[1 × 2 rows of doubles]",
            "Points[1 × 2 rows of floats]",
            "Points[1 × 2 doubles]",
            "Points[1 × 2 floats]",
            "Points[1 × 2 rows of doubles] weighted",
            "Points[1 × 2 rows of floats] weighted",
            "Points[1 × 2 doubles] weighted",
            "Points[1 × 2 floats] weighted"),
        seen);
  }

  @Test
  void weightsAreNotLeftOutInSilence() {
    Clusterer unweighted =
        new Clusterer() {
          @Override
          public Clustering fit(Points points) {
            return RESULT;
          }

          @Override
          public String toString() {
            return "Simple[k=1]";
          }
        };
    assertEquals(
        "weights: this algorithm takes none, Simple[k=1]",
        assertThrows(
                UnsupportedOperationException.class,
                () -> unweighted.fit(new double[1][2], new double[1]))
            .getMessage());
  }
}
