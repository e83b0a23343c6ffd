/** Words that people name playlists and tracks with, the frequent ones first: a name takes early words more often. */
export const VOCABULARY = `
mix night summer chill love party morning rock road jazz study best dance house rain coffee sunday old new winter
weekend drive gym piano blues focus late pop sleep calm vibes deep slow hits friday indie live work happy soul sad
metal evening acoustic classic autumn city ocean dream spring guitar dark light home kitchen dinner punk folk disco
techno funk garage ambient bass electric golden midnight moon morningstar star sun sunset sunrise river mountain forest
desert island beach harbour garden street station train highway bridge tower window door mirror shadow silver blue red
green black white yellow orange purple crimson velvet paper glass stone iron copper wooden broken hidden secret silent
loud quiet wild gentle heavy soft fast lazy lonely restless endless forgotten favourite ancient modern future past
present eternal sudden simple strange familiar foreign northern southern eastern western european african brazilian
cuban irish japanese korean nordic turkish indian mexican spanish french italian german polish russian greek samba
salsa tango waltz polka reggae dub grime trap drill gospel opera chamber choir symphony sonata prelude nocturne ballad
anthem lullaby hymn chant rhythm melody harmony chorus verse bridge echo reverb noise static signal pulse beat groove
swing shuffle march parade carnival festival concert session rehearsal studio basement attic rooftop balcony courtyard
market harvest orchard meadow valley canyon glacier volcano thunder lightning storm breeze fog snow frost ember flame
smoke ash dust sand salt honey sugar lemon cherry peach mango cinnamon vanilla ginger pepper saffron whisky champagne
espresso breakfast lunch picnic barbecue birthday wedding anniversary holiday christmas halloween homework deadline
commute airport departure arrival journey voyage caravan wanderer pilgrim sailor captain pirate cowboy outlaw gambler
prophet saint angel demon ghost vampire werewolf dragon phoenix unicorn tiger panther falcon raven sparrow nightingale
butterfly dragonfly firefly jellyfish octopus whale dolphin satellite rocket comet asteroid nebula galaxy quasar
telescope microscope kaleidoscope labyrinth carousel lighthouse observatory planetarium cathedral monastery
amphitheatre xylophone harpsichord theremin mandolin accordion bandoneon didgeridoo hurdy-gurdy glockenspiel vibraphone`
  .trim()
  .split(/\s+/);
