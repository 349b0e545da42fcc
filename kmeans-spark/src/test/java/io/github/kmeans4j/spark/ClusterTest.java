package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same bits on one thread and on executors that are JVMs of their own, also when one of them
 * dies.
 */
class ClusterTest {
  private static final Rows ROWS = Rows.blobs(4000, 20, 1);
  private static final double[][] INITIAL = ROWS.firstDistinct(16);

  private final KMeans seeding = new KMeans().setK(16).setSeed(3).setMaxIter(0);
  private double cost;

  @BeforeEach
  void endTheSessionOfTheJvm() {
    SparkSession local = Sessions.local();
    cost = cost(local, 3);
    local.stop();
  }

  /** Of seeds, which is another one where a bit of one of them is. */
  private double cost(SparkSession session, int partitions) {
    return seeding
        .fit(ROWS.dataset(session, Rows.Form.DENSE, partitions, partitions))
        .summary()
        .trainingCost();
  }

  @AfterEach
  void endTheCluster() {
    SparkSession.builder().getOrCreate().stop();
    SparkSession.clearDefaultSession();
  }

  private void assertTheSameBits(SparkSession session) {
    Clustering expected = ROWS.inOneProcess(new LloydKMeans(16), INITIAL);
    SameBitsTest.assertSame(
        expected,
        new KMeans()
            .setK(16)
            .setTol(0)
            .setMaxIter(300)
            .setInitialCenters(INITIAL)
            .fit(ROWS.dataset(session, Rows.Form.DENSE, 6, 2)));
    assertEquals(cost, cost(session, 4));
  }

  @Test
  void onOneThread() {
    assertTheSameBits(Sessions.open(SparkSession.builder().master("local[1]")));
  }

  /** Executors read what was broadcast, where one process finds the object itself. */
  @Test
  void onAnotherKernelAndByKryo() throws Exception {
    assertTheSameBits(Sessions.cluster(2, KryoSerializer.class, "-Dkmeans4j.kernel=portable"));
  }

  @Test
  void whenAnExecutorDiesInTheThirdPass() throws Exception {
    SparkSession session = Sessions.cluster(2, JavaSerializer.class, "-Dkmeans4j.kernel=simd");
    Killing killing = new Killing();
    session.sparkContext().addSparkListener(killing);
    assertTheSameBits(session);
    assertTrue(killing.removed.get() > 0, "no executor was lost");
  }

  /**
   * Kills an executor when the fourth job begins: the rows are the first one, so it is the third
   * pass.
   */
  private static final class Killing extends SparkListener {
    final AtomicInteger removed = new AtomicInteger();
    private int jobs;

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      if (++jobs == 4) {
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      removed.incrementAndGet();
    }
  }
}
