package org.bilevel4j.datasets.tribuo;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.impl.SkeletalConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.SourceFile;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * Provenance of our data sources: their configuration, licence, citation, number of rows and the
 * SHA-256 of the unpacked data (of several files: of their hexadecimal digests in reading order).
 * No clock, so that equal sources have equal provenance.
 */
public final class PackedProvenance extends SkeletalConfiguredObjectProvenance
    implements ConfiguredDataSourceProvenance {
  private static final long serialVersionUID = 1L;

  private static final String LICENCE = "data-licence";
  private static final String CITATION = "data-citation";
  private static final String ROWS = "data-rows";

  private final StringProvenance licence;
  private final StringProvenance citation;
  private final IntProvenance rows;
  private final HashProvenance hash;

  <T extends Configurable> PackedProvenance(T host, DataOrigin origin, int rows) {
    super(host, "DataSource");
    this.licence = new StringProvenance(LICENCE, origin.licence());
    this.citation = new StringProvenance(CITATION, origin.citation());
    this.rows = new IntProvenance(ROWS, rows);
    this.hash = new HashProvenance(HashType.SHA256, RESOURCE_HASH, digest(origin));
  }

  /** Rebuilds a provenance that was written out; called by the provenance library. */
  public PackedProvenance(Map<String, Provenance> map) {
    super(extractProvenanceInfo(map));
    this.licence = take(map, LICENCE, StringProvenance.class);
    this.citation = take(map, CITATION, StringProvenance.class);
    this.rows = take(map, ROWS, IntProvenance.class);
    this.hash = take(map, RESOURCE_HASH, HashProvenance.class);
  }

  @Override
  public Map<String, PrimitiveProvenance<?>> getInstanceValues() {
    Map<String, PrimitiveProvenance<?>> values = new HashMap<>(super.getInstanceValues());
    values.put(LICENCE, licence);
    values.put(CITATION, citation);
    values.put(ROWS, rows);
    values.put(RESOURCE_HASH, hash);
    return values;
  }

  private static ExtractedInfo extractProvenanceInfo(Map<String, Provenance> map) {
    Map<String, Provenance> configured = new HashMap<>(map);
    for (String key : new String[] {CLASS_NAME, HOST_SHORT_NAME}) {
      configured.remove(key);
    }
    for (String key : new String[] {LICENCE, CITATION, ROWS, RESOURCE_HASH}) {
      configured.remove(key);
    }
    return new ExtractedInfo(
        take(map, CLASS_NAME, StringProvenance.class).getValue(),
        take(map, HOST_SHORT_NAME, StringProvenance.class).getValue(),
        configured,
        new HashMap<>());
  }

  private static <P extends Provenance> P take(
      Map<String, Provenance> map, String key, Class<P> type) {
    return ObjectProvenance.checkAndExtractProvenance(
        map, key, type, PackedProvenance.class.getSimpleName());
  }

  private static String digest(DataOrigin origin) {
    if (origin.files().size() == 1) {
      return origin.files().get(0).sha256();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SourceFile file : origin.files()) {
        digest.update(file.sha256().getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedProvenance that
        && super.equals(other)
        && getInstanceValues().equals(that.getInstanceValues());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + getInstanceValues().hashCode();
  }
}
