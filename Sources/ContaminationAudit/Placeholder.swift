import ByteIO
import DatasetIO
import NGramIndexing
