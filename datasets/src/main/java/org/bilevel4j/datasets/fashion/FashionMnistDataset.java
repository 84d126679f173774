package org.bilevel4j.datasets.fashion;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/** Tells about FashionMNIST; reads and checks all of it, which takes about a second. */
@AutoService(Component.class)
@Listed(
    name = FashionMnist.NAME,
    title = "FashionMNIST: grey 28 x 28 images of clothes, 60,000 to train and 10,000 to test",
    source = FashionMnist.CITATION)
public record FashionMnistDataset() implements Dataset {
  @Override
  public String licence() {
    return FashionMnist.LICENCE;
  }

  @Override
  public String size() {
    return "70,000 rows, 784 features, 10 classes";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    DataFinder.Search search = finder.find(FashionMnist.NAME, FashionFile.names());
    if (!search.found()) {
      return new DataStatus(
          FashionMnist.NAME,
          DataStatus.State.MISSING,
          "",
          List.of(FashionFile.looked(search), "Hint: " + FashionFile.cure()));
    }
    String where = String.valueOf(search.directory());
    try {
      return verified(where, FashionMnist.load(finder));
    } catch (UserError e) {
      return new DataStatus(
          FashionMnist.NAME,
          DataStatus.State.DAMAGED,
          where,
          List.of(e.sentence(), "Hint: " + e.cure()));
    }
  }

  private DataStatus verified(String where, LabelledTable table) {
    List<String> findings = new ArrayList<>();
    boolean same = true;
    for (FashionFile file : FashionFile.values()) {
      SourceFile source = table.origin().files().get(file.ordinal());
      boolean published = file.published(source);
      same &= published;
      findings.add(
          file.fileName()
              + (published
                  ? ": sha-256 of the unpacked content as published"
                  : ": sha-256 of the unpacked content is "
                      + source.sha256()
                      + ", not as published"));
    }
    int[] counts = table.classCounts();
    boolean balanced = Arrays.stream(counts).allMatch(c -> c == 7_000);
    same &= balanced;
    findings.add(
        balanced
            ? "7,000 images in every class"
            : "classes are not balanced: " + Arrays.toString(counts) + ", must be 7,000 each");
    return new DataStatus(
        FashionMnist.NAME,
        same ? DataStatus.State.VERIFIED : DataStatus.State.DIFFERS,
        where,
        findings);
  }
}
