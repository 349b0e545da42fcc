package io.github.kmeans4j.internal;

/**
 * Offers a {@link Kernel}; registered for {@link java.util.ServiceLoader}.
 *
 * <p>The usable provider of the highest priority is chosen once. The system property {@value
 * #PROPERTY} forces one by its name, and then nothing else will do. A provider that cannot be
 * loaded, or fails when it is asked, is left out, see {@link Providers}.
 */
public interface KernelProvider {

  /** Name of the system property that forces a kernel. */
  String PROPERTY = "kmeans4j.kernel";

  /**
   * Returns the stable lower-case name of the kernel.
   *
   * @return for example {@code "simd"}
   */
  String name();

  /**
   * Tells whether the kernel can run in this JVM; must not throw.
   *
   * @return true if {@link #create()} would succeed
   */
  boolean isUsable();

  /**
   * Says what the user must do for the kernel to become usable, such as adding a flag.
   *
   * @return one sentence; unimportant if it is usable
   */
  String remedy();

  /**
   * Ranks the providers.
   *
   * @return a larger number is preferred; the portable kernel has 0
   */
  int priority();

  /**
   * Creates the kernel.
   *
   * @return a new or shared thread-safe kernel
   * @throws RuntimeException if an option of the user's is wrong; no other kernel takes its place
   *     then. A {@link LinkageError} lets another one take it
   */
  Kernel create();
}
