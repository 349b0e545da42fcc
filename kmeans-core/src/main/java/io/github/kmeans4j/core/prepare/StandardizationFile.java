package io.github.kmeans4j.core.prepare;

import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.internal.model.ModelInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The layout of a saved {@link Standardization}, kind 3 of the format:
 *
 * <pre>
 * string      what becomes of missing values, the name of the constant; followed by "-uncentered" where
 *             means are not subtracted
 * int         d
 * double[d]   means
 * double[d]   deviations
 * </pre>
 */
final class StandardizationFile {
  private static final String UNCENTERED = "-uncentered";

  private StandardizationFile() {}

  static void write(Path file, Standardization scale) throws IOException {
    ModelFile.write(file, ModelFile.STANDARDIZATION, layout(scale));
  }

  static void write(OutputStream out, Standardization scale) throws IOException {
    ModelFile.write(out, ModelFile.STANDARDIZATION, layout(scale));
  }

  static Standardization read(Path file) throws IOException {
    return ModelFile.read(file, ModelFile.STANDARDIZATION, StandardizationFile::parse);
  }

  static Standardization read(InputStream in) throws IOException {
    return ModelFile.read(in, ModelFile.STANDARDIZATION, StandardizationFile::parse);
  }

  private static ModelFile.Layout layout(Standardization scale) {
    double[] means = scale.means();
    double[] deviations = scale.deviations();
    return out -> {
      out.putString(scale.missingValues().name() + (scale.isCentered() ? "" : UNCENTERED));
      out.putInt(means.length);
      out.putDoubles(means);
      out.putDoubles(deviations);
    };
  }

  private static Standardization parse(ModelInput in) throws IOException {
    String name = in.readString("missing values");
    boolean centered = !name.endsWith(UNCENTERED);
    MissingValues missing =
        missing(in, centered ? name : name.substring(0, name.length() - UNCENTERED.length()));
    int d = in.readInt("d", 1);
    double limit = ColumnMoments.LIMIT;
    double[] means = in.readDoubles("means", d, -limit, limit);
    double[] deviations = in.readDoubles("deviations", d, 0, limit);
    return new Standardization(means, deviations, missing, centered);
  }

  private static MissingValues missing(ModelInput in, String name) throws IOException {
    for (MissingValues missing : MissingValues.values()) {
      if (missing.name().equals(name)) {
        return missing;
      }
    }
    throw in.failure(
        "missing values must be one of "
            + Arrays.toString(MissingValues.values())
            + ", but is \""
            + name
            + "\"");
  }
}
