const words =
  // en
  'required optional wrong incorrect invalid expired empty blank weak strong too not no never always also still now ' +
  'the a an my your our their his her its this that what which case safe secure secured stored hashed encrypted saved ' +
  'reset changed forgotten lost missing unknown needed mandatory important correct right okay ok fine good bad old new ' +
  'same different unique visible hidden sent protected protection manager policy policies field must should can cannot ' +
  'has have will would does is are was and or but if when because please help needs protected shared leaked stolen ' +
  'compromised broken working accepted rejected denied locked blocked disabled enabled case-sensitive only just really ' +
  'there here available confidential private secret public at in on of to for from with without least between minimum ' +
  'maximum characters letters enter type confirm forgot change update length it being used known ' +
  // de
  'falsch richtig korrekt inkorrekt ungültig abgelaufen leer schwach stark zu nicht nie immer auch noch jetzt nun der ' +
  'die das ein eine einen mein meine dein deine ihr ihre unser sein weg sicher unsicher gespeichert verschlüsselt ' +
  'vergessen verloren unbekannt nötig notwendig erforderlich pflicht wichtig gut alt neu gleich anders sichtbar ' +
  'geschützt gesperrt bekannt muss soll kann darf hat wird wurde und oder aber wenn weil bitte ändern zurücksetzen ' +
  'eingeben bestätigen mindestens höchstens zwischen länge wie was wo geheim privat vertraulich kompromittiert ' +
  'geklaut gestohlen kaputt gesetzt geändert angeblich laut schon nur da hier zeichen gar mir dir ' +
  // fr
  'oublié perdu incorrect faux mauvais invalide expiré vide faible fort trop pas non jamais toujours aussi encore ' +
  'maintenant le la les un une mon ma mes ton ta votre notre son sa ce cette sûr sécurisé enregistré chiffré requis ' +
  'obligatoire nécessaire important bon bonne ancien nouveau nouvelle même différent visible caché envoyé protégé ' +
  'bloqué connu doit peut sera est et ou mais si quand car svp modifier changer réinitialiser saisir confirmer ' +
  'minimum maximum entre longueur secret privé confidentiel compromis volé que qui quoi où de du des à au en dans ' +
  // es
  'olvidada olvidado perdida incorrecta incorrecto mala inválida caducada vacía débil fuerte muy demasiado no nunca ' +
  'siempre también todavía ahora el la los las un una mi tu su nuestra esta este segura guardada cifrada obligatoria ' +
  'necesaria requerida importante correcta buena vieja nueva misma diferente visible oculta enviada protegida ' +
  'bloqueada conocida debe puede será es y o pero si cuando porque por favor cambiar restablecer introducir confirmar ' +
  'mínimo máximo entre longitud secreta privada robada que de del al en para con sin ' +
  // it
  'dimenticata persa errata sbagliata scorretta non valida scaduta vuota debole forte troppo mai sempre anche ancora ' +
  'ora adesso il lo la gli i un una mia tua sua nostra questa sicura salvata cifrata obbligatoria necessaria richiesta ' +
  'importante corretta giusta buona vecchia nuova stessa diversa visibile nascosta inviata protetta bloccata deve può ' +
  'sarà è e o ma se quando perché per favore cambiare reimpostare inserire confermare minimo massimo tra lunghezza ' +
  'segreta privata rubata che di del al in con senza ' +
  // nl
  'vergeten verloren fout onjuist ongeldig verlopen leeg zwak sterk te niet nooit altijd ook nog nu de het een mijn ' +
  'jouw je uw ons dit dat veilig onveilig opgeslagen versleuteld verplicht nodig belangrijk correct juist goed oud ' +
  'nieuw hetzelfde anders zichtbaar verborgen verstuurd beveiligd geblokkeerd bekend moet kan mag wordt is en of maar ' +
  'als omdat alstublieft wijzigen veranderen resetten invoeren bevestigen minimaal maximaal tussen lengte geheim ' +
  'gestolen gehackt van voor met zonder in op ' +
  'often usually typically mostly meist meistens oft üblicherweise souvent généralement spesso solitamente vaak meestal ' +
  'bizarre étrange simple long complexe compliqué rara raro extraña complicada compleja sencilla fácil difícil personal única numérica válida valida valido bueno malo strana strano complicata facile difficile semplice lunghissima unica raar makkelijk moeilijk simpel complex complicated easy hard difficult simple annoying random nonsense einfach schwierig kompliziert merkwürdig seltsam numérique numeric numerisch geldig gültig ungeldig forgotten gone down weird stupid rubbish stuck changing expiring kaputt komisch blöd erratisch kurz lang länger übrig raus fehlerhaft périmé court long longue trop refusé vacío vacía mal incorrecto inválido caducado corta larga expirada vuoto scaduto errato sbagliato scorretto corto corta lunga lungo kort lang raar stuk weg kwijt toch bitte please graag svp ' +
  'password passwort wachtwoord contraseña passwords username benutzername email e-mail login name user'

const set = new Set(words.split(/\s+/))

/** A word that people put after "the password is" when they do not say it. */
export function isEveryday(word: string): boolean {
  return set.has(word)
}

/** Several words that are rather a sentence than a secret. */
export function isSaying(text: string): boolean {
  const said = text.split(' ')
  return said.filter(isEveryday).length * 3 > said.length
}
