package org.bilevel4j.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Output;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.TribuoCore;

/**
 * The part of a saved model that is not Tribuo's.
 *
 * <pre>
 * syntax = "proto3";
 * package bilevel4j;
 * message AucModelProto {
 *   tribuo.core.ModelDataProto metadata = 1;   // name, provenance, features, outputs
 *   bytes model = 2;                           // encoder and heads
 *   repeated double thresholds = 3;            // a task's: predicted where its output is above
 *   string positive = 4;                       // of a binary model: the positive label
 * }
 * </pre>
 *
 * The message is described at run time, so that the build needs no compiler of protocol buffers.
 *
 * @param metadata of every Tribuo model
 * @param model what scores rows
 * @param thresholds one per task of the model
 * @param positive empty where labels are many
 */
record ModelMessage(
    ModelDataProto metadata, ByteString model, List<Double> thresholds, String positive) {
  private static final Descriptor TYPE = describe();
  private static final int METADATA = 1;
  private static final int MODEL = 2;
  private static final int THRESHOLDS = 3;
  private static final int POSITIVE = 4;

  private static Descriptor describe() {
    Descriptor data = ModelDataProto.getDescriptor();
    DescriptorProto message =
        DescriptorProto.newBuilder()
            .setName("AucModelProto")
            .addField(
                field("metadata", METADATA, Type.TYPE_MESSAGE)
                    .setTypeName("." + data.getFullName()))
            .addField(field("model", MODEL, Type.TYPE_BYTES))
            .addField(
                field("thresholds", THRESHOLDS, Type.TYPE_DOUBLE).setLabel(Label.LABEL_REPEATED))
            .addField(field("positive", POSITIVE, Type.TYPE_STRING))
            .build();
    FileDescriptor core = TribuoCore.getDescriptor();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("bilevel4j-tribuo.proto")
            .setPackage("bilevel4j")
            .setSyntax("proto3")
            .addDependency(core.getName())
            .addMessageType(message)
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[] {core})
          .findMessageTypeByName(message.getName());
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException("the description of a saved model is not valid", e);
    }
  }

  private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  /** As a saved model holds it. */
  Any pack() {
    return Any.pack(
        DynamicMessage.newBuilder(TYPE)
            .setField(TYPE.findFieldByNumber(METADATA), metadata)
            .setField(TYPE.findFieldByNumber(MODEL), model)
            .setField(TYPE.findFieldByNumber(THRESHOLDS), thresholds)
            .setField(TYPE.findFieldByNumber(POSITIVE), positive)
            .build());
  }

  /**
   * Reads it back.
   *
   * @throws InvalidProtocolBufferException if the message is another one or damaged
   */
  static ModelMessage unpack(Any any) throws InvalidProtocolBufferException {
    String name = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
    if (!name.equals(TYPE.getFullName())) {
      throw new InvalidProtocolBufferException(
          "The message is " + name + ", must be " + TYPE.getFullName() + ".");
    }
    DynamicMessage read = DynamicMessage.parseFrom(TYPE, any.getValue());
    FieldDescriptor thresholds = TYPE.findFieldByNumber(THRESHOLDS);
    return new ModelMessage(
        ModelDataProto.parseFrom(
            ((DynamicMessage) read.getField(TYPE.findFieldByNumber(METADATA))).toByteString()),
        (ByteString) read.getField(TYPE.findFieldByNumber(MODEL)),
        IntStream.range(0, read.getRepeatedFieldCount(thresholds))
            .mapToObj(t -> (Double) read.getRepeatedField(thresholds, t))
            .toList(),
        (String) read.getField(TYPE.findFieldByNumber(POSITIVE)));
  }

  /**
   * Name, provenance, features and outputs.
   *
   * @throws IllegalStateException if the outputs are not of the type
   */
  <T extends Output<T>> ModelDataCarrier<T> data(Class<T> type) {
    ModelDataCarrier<?> data = ModelDataCarrier.deserialize(metadata);
    Class<?> found = data.outputDomain().getOutput(0).getClass();
    if (!found.equals(type)) {
      throw new IllegalStateException(
          "Invalid protobuf, outputs are %s, must be %s.".formatted(found, type));
    }
    @SuppressWarnings("unchecked") // looked at above
    ModelDataCarrier<T> typed = (ModelDataCarrier<T>) data;
    return typed;
  }

  /**
   * What scores rows.
   *
   * @throws InvalidProtocolBufferException if it is damaged
   */
  FittedHeads heads() throws InvalidProtocolBufferException {
    try {
      return FittedHeads.read(model.toByteArray());
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
