/** A model and a solver of somebody else. */
package org.example.meta;
