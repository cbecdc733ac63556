"""Everything that knows Streamlit, apart from the pages themselves."""

from streamlit.runtime.pages_manager import PagesManager

# Without this, a deep link on a fresh server runs a file of pages/ without app.py (measured; a test holds it).
PagesManager.uses_pages_directory = False
