package io.github.kmeans4j.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.RDDInfo;

/** Takes blocks of rows away after every other job, as memory that runs out would. */
final class Evicting extends SparkListener {
  volatile int evicted;
  private int jobs;

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    if (++jobs % 2 == 0) {
      return;
    }
    for (RDDInfo info : org.apache.spark.SparkContext.getOrCreate().getRDDStorageInfo()) {
      BlockId block = new RDDBlockId(info.id(), jobs % 3);
      SparkEnv.get().blockManager().removeBlock(block, true);
      evicted++;
    }
  }
}
