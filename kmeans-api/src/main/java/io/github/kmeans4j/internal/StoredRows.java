package io.github.kmeans4j.internal;

/**
 * Rows with the storage behind them, which the modules of the library may open and users cannot:
 * what {@code Points} is underneath. It has no public method of its own, so that none shows there.
 */
public abstract class StoredRows {
  private final Storage storage;

  /**
   * Keeps the storage.
   *
   * @param storage the values
   */
  protected StoredRows(Storage storage) {
    this.storage = storage;
  }

  /**
   * Opens rows.
   *
   * @param rows some points
   * @return the values, in the caller's own array
   */
  public static Storage storageOf(StoredRows rows) {
    return rows.storage;
  }
}
