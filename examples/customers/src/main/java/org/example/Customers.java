package org.example;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.prepare.MissingValues;
import io.github.kmeans4j.core.prepare.Standardization;
import io.github.kmeans4j.core.prepare.Standardizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Groups the customers of a CSV file, and tells what is typical of each group. */
public final class Customers {
  private static final String[] COLUMNS = {"age", "orders", "basket", "days since"};

  private Customers() {}

  public static void main(String[] args) throws IOException {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(Path.of("customers.csv"))) {
      for (NamedCsvRecord line : reader) {
        names.add(line.getField("customer"));
        double[] row = new double[COLUMNS.length];
        for (int c = 0; c < row.length; c++) {
          String field = line.getField(COLUMNS[c]);
          row[c] = field.isEmpty() ? Double.NaN : Double.parseDouble(field);
        }
        rows.add(row);
      }
    }
    Points points = Points.of(rows.toArray(new double[0][]));

    // Two ages are missing. That is never passed over in silence:
    try {
      new Standardizer().fit(points);
    } catch (IllegalArgumentException e) {
      System.out.println("refused: " + e.getMessage());
    }
    // Told so, means take their place. Scaled, a year of age counts no less than a euro.
    Standardization scale =
        new Standardizer().withMissingValues(MissingValues.MEAN).fit(points);
    Clustering groups = new LloydKMeans(4).withRestarts(10).fit(scale.transform(points));

    System.out.println();
    System.out.printf("%-12s", "group of");
    for (String column : COLUMNS) {
      System.out.printf("%12s", column);
    }
    System.out.println("  for example");
    for (int j = 0; j < groups.k(); j++) {
      System.out.printf("%-12d", groups.size(j));
      for (double typical : scale.inverse(groups.centroid(j))) {
        System.out.printf(Locale.ROOT, "%12.1f", typical);
      }
      System.out.println("  " + names.get(groups.members(j)[0]));
    }

    double[] someone = {29, 3, 31.90, 5};
    System.out.println();
    System.out.println("someone new belongs to group " + groups.predict(scale.transform(someone)));
  }
}
