package io.github.kmeans4j.bench.headtohead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The timed runs of one contestant in one case. */
final class Series {
  private final Entry entry;
  private final String description;
  private final List<Answer> answers = new ArrayList<>();

  Series(Entry entry, String description) {
    this.entry = entry;
    this.description = description;
  }

  void add(Answer answer) {
    answers.add(answer);
  }

  Entry entry() {
    return entry;
  }

  String description() {
    return description;
  }

  int runs() {
    return answers.size();
  }

  /** Returns the last answer; where there are no random numbers all are alike. */
  Answer last() {
    return answers.get(answers.size() - 1);
  }

  /** Returns the median time in seconds. */
  double median() {
    double[] seconds = answers.stream().mapToDouble(Answer::seconds).sorted().toArray();
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  /** Returns all times in seconds, in the order of the runs. */
  double[] seconds() {
    return answers.stream().mapToDouble(Answer::seconds).toArray();
  }

  double least() {
    return Arrays.stream(seconds()).min().orElse(Double.NaN);
  }

  double meanInertia() {
    return answers.stream().mapToDouble(Answer::inertia).average().orElse(Double.NaN);
  }

  double meanIterations() {
    return answers.stream().mapToInt(Answer::iterations).average().orElse(Double.NaN);
  }

  long peakBytes() {
    return answers.stream().mapToLong(Answer::peakBytes).max().orElse(0);
  }
}
