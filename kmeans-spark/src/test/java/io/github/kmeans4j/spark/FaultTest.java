package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** Tasks that fail, and fits that are ended from outside. */
class FaultTest {
  private static final Rows ROWS = Rows.blobs(1500, 4, 1);
  private static final double[][] INITIAL = ROWS.firstDistinct(14);

  private SparkSession session;

  @BeforeEach
  void open() {
    Sessions.local().stop();
    session =
        Sessions.open(
            SparkSession.builder()
                .master("local[2,3]") // three attempts at a task
                .config("spark.plugins", Disturbing.class.getName()));
  }

  @AfterEach
  void close() {
    session.stop();
    // Settings of one session are remembered for the next one.
    SparkSession.clearDefaultSession();
  }

  private static KMeans estimator() {
    return new KMeans().setK(14).setTol(0).setMaxIter(300).setInitialCenters(INITIAL);
  }

  @Test
  void tasksThatFailAfterTheyChangedTheirStateAreTriedAgain() {
    AtomicInteger failed = new AtomicInteger();
    session
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.taskInfo().failed()) {
                  failed.incrementAndGet();
                }
              }
            });
    SameBitsTest.assertSame(
        ROWS.inOneProcess(new LloydKMeans(14), INITIAL),
        estimator().fit(ROWS.dataset(session, Rows.Form.DENSE, 5, 1)));
    assertTrue(failed.get() > 5, failed + " tasks failed");
  }

  @Test
  void jobsThatAreCancelledEndTheFitAndLeaveNothingBehind() throws Exception {
    SparkContext context = session.sparkContext();
    context.addSparkListener(
        new SparkListener() {
          private int jobs;

          @Override
          public void onJobStart(SparkListenerJobStart start) {
            if (++jobs == 3) {
              context.cancelJobGroupAndFutureJobs("fit");
            }
          }
        });
    context.setJobGroup("fit", "to be cancelled", false);
    assertThrows(
        SparkException.class, () -> estimator().fit(ROWS.dataset(session, Rows.Form.DENSE, 5, 1)));
    context.clearJobGroup();
    assertNothingIsLeft(session);
  }

  @Test
  void afterAFitNothingIsLeft() throws Exception {
    new KMeans().setK(5).setMaxIter(4).fit(ROWS.dataset(session, Rows.Form.DENSE, 3, 1));
    assertNothingIsLeft(session);
  }

  /** No blocks of rows, and no value that a fit sent; what Spark itself sends are bytes. */
  private static void assertNothingIsLeft(SparkSession session) throws InterruptedException {
    assertEquals(0, session.sparkContext().getPersistentRDDs().size());
    BlockManager blocks = SparkEnv.get().blockManager();
    // A value that was sent is there as a whole and in pieces, which are bytes.
    Function1<BlockId, Object> all =
        id -> id.isRDD() || id instanceof BroadcastBlockId sent && sent.field().isEmpty();
    int left = 1;
    // Spark takes blocks away in the background.
    for (int i = 0; i < 600 && left > 0; i++) {
      left = 0;
      List<BlockId> ids = CollectionConverters.asJava(blocks.getMatchingBlockIds(all));
      for (BlockId id : ids) {
        left += id.isRDD() || isOurs(blocks, id) ? 1 : 0;
      }
      if (left > 0) {
        Thread.sleep(50);
      }
    }
    assertEquals(0, left, "blocks are left");
  }

  private static boolean isOurs(BlockManager blocks, BlockId id) {
    boolean ours = false;
    Option<BlockResult> block = blocks.getLocalValues(id);
    if (block.isDefined()) {
      Iterator<?> values = block.get().data();
      while (values.hasNext()) { // to the end, which gives up the lock
        Object value = values.next();
        ours |= value instanceof double[][] || value instanceof FitPlan;
      }
    }
    return ours;
  }
}
