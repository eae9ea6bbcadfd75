-- Whoever's consent is erased is forgotten also by the answer that recorded it, in which their receipt stands.
create trigger answers_forgotten after delete on consents for each row execute function forget_answers();
