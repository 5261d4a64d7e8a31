"""What can go wrong, as one small tree. Every message says file, what, and what is allowed.

KgError                 exit code 1
├── UsageError          the call is wrong: missing path, unknown format, broken SPARQL   exit code 2
├── SourceError         one document cannot be read; the others go on                    exit code 1
├── OntologyError       a file of `ontology/` or a user's own names is not valid         exit code 2
├── EngineError         the processes or machines that should do the work do not         exit code 3
└── StoreError          the store cannot be opened, read or written                      exit code 3
"""


class KgError(Exception):
    """An error of geokg whose message is one line fit for a person."""

    exit_code = 1


class UsageError(KgError):
    """What was asked for does not exist or cannot be understood."""

    exit_code = 2


class SourceError(KgError):
    """One input cannot become a document."""

    exit_code = 1


class OntologyError(KgError):
    """Vocabulary, actors or a lexicon contradict themselves."""

    exit_code = 2


class EngineError(KgError):
    """Worker processes do not start, or a scheduler is not there."""

    exit_code = 3


class StoreError(KgError):
    """The store is locked, unreadable, full or damaged."""

    exit_code = 3
