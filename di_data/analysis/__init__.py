"""Pure statistics: no Streamlit, no database."""
