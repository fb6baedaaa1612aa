// Opens a measure's form in its place without leaving the page; without this script the same links load the page anew.
const closed = new WeakMap();

async function open(link) {
  const place = link.closest('.pair');
  const answer = await fetch(link.href, { headers: { 'X-Requested-With': 'fetch' } });
  if (!answer.ok) { location.href = link.href; return; }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById(place.id);
  const form = fresh && fresh.querySelector('.measure-form');
  if (!form) { location.href = link.href; return; }
  closed.set(fresh, place);
  place.replaceWith(fresh);
  form.querySelector('input:not([type=hidden]), textarea').focus();
}

function close(link) {
  const fresh = link.closest('.pair');
  const place = closed.get(fresh);
  if (!place) return false;
  fresh.replaceWith(place);
  place.querySelector('[data-open]').focus();
  return true;
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open]');
  const closer = event.target.closest('[data-close]');
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (opener) {
    event.preventDefault();
    open(opener).catch(() => { location.href = opener.href; });
  } else if (closer && close(closer)) {
    event.preventDefault();
  }
});

document.addEventListener('keydown', (event) => {
  const form = event.target.closest('.measure-form');
  if (event.key === 'Escape' && form) form.querySelector('[data-close]').click();
});
