-- Nobody looks for an event by its identifier, and a memory has one event of each sequence number. Identifiers are
-- random, so each insert changed another page of this index.
alter table domain_events drop constraint domain_events_event_identifier_key;
