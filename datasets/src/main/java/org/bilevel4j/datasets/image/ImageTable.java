package org.bilevel4j.datasets.image;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/** Tables whose rows are images, pixels divided by 255. */
public final class ImageTable {
  private ImageTable() {}

  /**
   * Reads images.
   *
   * @param store holds them
   * @param names name of each row's image in the store
   * @param grid size they are brought to
   * @param labels label columns, as long as there are names
   * @param origin name, licence and citation, and the files that the labels come from; the images
   *     are added
   * @throws UserError if an image is missing or damaged, or all together are too large for an array
   */
  public static LabelledTable read(
      ImageStore store,
      List<String> names,
      PixelGrid grid,
      List<CategoricalColumn> labels,
      DataOrigin origin) {
    long length = (long) names.size() * grid.length();
    if (length > Integer.MAX_VALUE - 8) {
      throw new UserError(
          "%s: %d images of %d pixels are %d bytes, must be at most %d."
              .formatted(
                  origin.dataset(), names.size(), grid.length(), length, Integer.MAX_VALUE - 8),
          "a smaller side.");
    }
    byte[] pixels = new byte[(int) length];
    for (int r = 0; r < names.size(); r++) {
      if (!grid.decode(store.read(names.get(r)), pixels, r * grid.length())) {
        throw store.damaged(names.get(r), "is no image that can be read.");
      }
    }
    List<SourceFile> files = new ArrayList<>(origin.files());
    files.add(store.source());
    return new LabelledTable(
        origin.dataset(),
        new ByteFeatures(names.size(), grid.length(), pixels, 255),
        List.of(),
        labels,
        new DataOrigin(origin.dataset(), origin.licence(), origin.citation(), files));
  }
}
