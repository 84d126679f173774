package org.bilevel4j.core.wiring;

import com.google.inject.Module;

/**
 * A part of the platform: a Guice module registered as a service of this type. A jar on the class
 * path that has one adds what it contributes (see {@link Contributions}); nothing else is edited.
 */
public interface PlatformModule extends Module {}
