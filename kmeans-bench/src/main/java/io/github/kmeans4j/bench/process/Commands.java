package io.github.kmeans4j.bench.process;

import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.internal.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the commands of the processes together. */
public final class Commands {
  /** Name of the kernel that needs no registration. */
  public static final String PORTABLE = "portable";

  /** In place of a kernel's name: what the library chooses, as for those who force none. */
  public static final String CHOSEN = "chosen";

  private Commands() {}

  /**
   * Lists the kernels.
   *
   * @return the names of all on the class path, the portable one last
   */
  public static List<String> kernels() {
    List<String> names = new ArrayList<>();
    Providers<KernelProvider> providers =
        Providers.of(KernelProvider.class, Thread.currentThread().getContextClassLoader());
    for (KernelProvider provider : providers.usable()) {
      String name = providers.ask(provider, KernelProvider::name);
      if (name != null && !name.equals(PORTABLE)) {
        names.add(name);
      }
    }
    names.add(PORTABLE);
    return names;
  }

  /**
   * Returns a command for a JVM with one kernel and this one's class path.
   *
   * @param java path of the launcher
   * @param kernel name of the kernel, or {@link #CHOSEN}
   * @param jvmArguments more options of the JVM
   * @param main class to run
   * @return the command, to which its arguments can be added
   */
  public static List<String> java(
      String java, String kernel, List<String> jvmArguments, Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(java);
    if (!kernel.equals(CHOSEN)) {
      command.add("-D" + KernelProvider.PROPERTY + "=" + kernel);
    }
    if (!kernel.equals(PORTABLE)) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /**
   * Prepares a process whose errors go where ours go.
   *
   * @param command what to run
   * @param environment variables to set; an empty value unsets one
   * @return its builder
   */
  public static ProcessBuilder process(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    environment.forEach(
        (variable, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(variable);
          } else {
            builder.environment().put(variable, value);
          }
        });
    return builder;
  }
}
