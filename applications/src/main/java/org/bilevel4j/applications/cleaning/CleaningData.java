package org.bilevel4j.applications.cleaning;

import java.nio.file.Path;
import java.util.Optional;
import org.bilevel4j.applications.parts.FashionTables;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.mnist.Mnist;
import org.bilevel4j.datasets.table.LabelledTable;

/** Data with several classes. */
public enum CleaningData {
  /** 26 letters by 16 statistics of their pixels; embedded. */
  LETTER(LetterData.NAME, 1.0 / LetterData.MAX_VALUE),
  /** Ten kinds of clothes by 784 pixels. */
  FASHION_MNIST(FashionMnist.NAME, 1),
  /** Ten digits by 784 pixels; files of the user. */
  MNIST(Mnist.NAME, 1);

  private final String set;
  private final double scale;

  CleaningData(String set, double scale) {
    this.set = set;
    this.scale = scale;
  }

  /** Name of the data set. */
  String set() {
    return set;
  }

  /** What makes features lie in [0, 1]. */
  double scale() {
    return scale;
  }

  LabelledTable load(Optional<Path> data) {
    return switch (this) {
      case LETTER -> LetterData.embedded();
      case FASHION_MNIST -> FashionTables.load(data);
      case MNIST -> Mnist.load(DataFinder.ofUser(data.orElse(null)));
    };
  }
}
