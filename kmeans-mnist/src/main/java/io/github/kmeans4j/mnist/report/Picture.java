package io.github.kmeans4j.mnist.report;

/**
 * A picture of the report, as the page refers to it.
 *
 * @param file path from the page's folder, with forward slashes
 * @param darkFile the same for a dark page; equal to {@code file} if there is but one
 * @param width on the page, in CSS pixels
 * @param height on the page, in CSS pixels
 * @param alt what it shows, for those who cannot see it
 */
public record Picture(String file, String darkFile, int width, int height, String alt) {}
