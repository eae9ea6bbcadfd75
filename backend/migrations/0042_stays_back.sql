-- What an account took back of its own without deleting it stays so after a restore: a conversation that it took out of
-- the workspace's log (it may be shared anew), and the words of an answer that quoted a site that is forgotten.
create trigger noted_change after update of shared_at on conversations for each row
  when (old.shared_at is not null and new.shared_at is null) execute function note_removal('unshared');
create trigger noted_change after update of terms on messages for each row
  when (old.terms <> '{}' and new.terms = '{}') execute function note_removal('answer');
